//! What is wrong with a field.

use super::texts;

texts! {
    I_NAME = "Vul een naam in.", "Enter a name.";
    I_TENANT = "Vul de tenant-ID of een domein in.", "Enter the tenant ID or a domain.";
    I_CLIENT_ID = "Vul de client-ID in.", "Enter the client ID.";
    I_SECRET = "Vul de waarde van het clientsecret in.", "Enter the value of the client secret.";
    I_EXPIRES = "Vul in wanneer het secret verloopt.", "Enter when the secret expires.";
    I_ADDRESS = "Vul een e-mailadres in.", "Enter an e-mail address.";
    I_SUBJECT = "Vul een onderwerp in.", "Enter a subject.";
    I_PASSWORD = "Vul een wachtwoord in.", "Enter a password.";
    I_PASSWORD_SHORT = "Het wachtwoord heeft ten minste 12 tekens nodig.", "The password needs at least 12 characters.";
    I_CODE = "Vul de installatiecode in.", "Enter the set-up code.";
    I_SECRET_SHORT = "Dit is te kort voor een clientsecret. Mist er een deel?", "This is too short for a client secret. Is a part missing?";
    I_SECRET_SPACES = "In een clientsecret staan geen spaties. Is er te veel geplakt?", "A client secret has no blanks. Was too much pasted?";
    I_EMPTY = "Vul dit in.", "Fill this in.";
    I_TOO_SHORT = "Dit is te kort.", "This is too short.";
    I_TOO_LONG = "Dit is te lang. Kort het in.", "This is too long. Shorten it.";
    I_CONTROL = "Hier mogen geen regeleinden of onzichtbare tekens in staan.", "This must not contain line breaks or invisible characters.";
    I_SPACES = "Hier horen geen spaties in.", "This must not contain blanks.";
    I_NOT_A_GUID = "Een client-ID heeft de vorm 1b6453e9-72a0-4c1e-9d35-0b7f6a21d8c4.", "A client ID looks like 1b6453e9-72a0-4c1e-9d35-0b7f6a21d8c4.";
    I_NOT_A_TENANT = "Dit is geen tenant-ID en geen domein. Plak de Directory (tenant) ID, of een domein zoals contoso.nl.", "This is neither a tenant ID nor a domain. Paste the Directory (tenant) ID, or a domain such as contoso.nl.";
    I_COMMON = "Een app van één tenant heeft de eigen tenant-ID nodig, niet common of organizations.", "A single-tenant app needs its own tenant ID, not common or organizations.";
    I_SECRET_ID = "Dit is de Secret-ID.", "This is the Secret ID.";
    I_SAME = "Client-ID en tenant-ID zijn gelijk. Eén van beide is verkeerd geplakt.", "Client ID and tenant ID are the same. One of them was pasted wrongly.";
    I_NOT_AN_ADDRESS = "Dit is geen e-mailadres, zoals facturen@contoso.nl.", "This is not an e-mail address, such as invoices@contoso.com.";
    I_PAST = "Deze dag is voorbij. Maak in Entra een nieuw secret.", "This day has passed. Create a new secret in Entra.";
    I_TOO_FAR = "Zo ver vooruit loopt geen secret. Controleer het jaar.", "No secret lasts that long. Check the year.";
    I_TOO_COMMON = "Dit wachtwoord is te makkelijk te raden. Kies bijvoorbeeld vier losse woorden.", "This password is too easy to guess. Choose four unrelated words, for instance.";
    I_NOTHING = "Kies waarvoor ImageCapture dit account gebruikt.", "Choose what ImageCapture uses this account for.";
    I_MALFORMED = "Dit begrijpt de server niet.", "The server does not understand this.";
    SECRET_ID_FIX = "Wij hebben de waarde nodig. Die toont Microsoft maar één keer.", "We need the value. Microsoft shows it only once.";
    SECRET_ID_1 = "Open de app in Entra bij Certificates & secrets.", "Open the app in Entra under Certificates & secrets.";
    SECRET_ID_2 = "Kies New client secret en kopieer de kolom Value.", "Choose New client secret and copy the column Value.";
    SECRET_ID_3 = "Plak hier. Het oude secret kunt u daarna verwijderen.", "Paste it here. You can delete the old secret afterwards.";
}

/// How to get the value instead of the ID.
pub const SECRET_ID_STEPS: [super::Say; 3] = [SECRET_ID_1, SECRET_ID_2, SECRET_ID_3];
