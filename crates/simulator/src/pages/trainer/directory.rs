//! The forms about accounts, apps, consent and policies.

use super::form::Kind::{Choice, Number, Text, Words as List, YesNo};
use super::form::{Form, may, must, post};

pub(super) const PEOPLE: &[Form] = &[
    post(
        "people/disable",
        ("Account uitschakelen", "Disable the account"),
        &[must("person", ("Persoon", "Person"), Text("people"))],
    ),
    post(
        "people/enable",
        ("Account weer inschakelen", "Enable the account again"),
        &[must("person", ("Persoon", "Person"), Text("people"))],
    ),
    post(
        "people/revoke-sessions",
        ("Sessies intrekken", "Revoke sessions"),
        &[must("person", ("Persoon", "Person"), Text("people"))],
    ),
    post(
        "people/reset-password",
        ("Wachtwoord wijzigen", "Change the password"),
        &[
            must("person", ("Persoon", "Person"), Text("people")),
            may("password", ("Nieuw wachtwoord", "New password"), Text("")),
            may(
                "by",
                ("Door", "By"),
                Choice(&[
                    ("admin", ("een beheerder", "an admin")),
                    ("person", ("de persoon zelf", "the person")),
                ]),
            ),
        ],
    ),
    post(
        "people/password-state",
        ("Wachtwoord laten verlopen", "Let the password expire"),
        &[
            must("person", ("Persoon", "Person"), Text("people")),
            must(
                "state",
                ("Toestand", "State"),
                Choice(&[
                    ("expired", ("verlopen", "expired")),
                    (
                        "expired_on_premises",
                        (
                            "verlopen in Active Directory",
                            "expired in Active Directory",
                        ),
                    ),
                    ("valid", ("geldig", "valid")),
                ]),
            ),
        ],
    ),
    post(
        "people/lock",
        ("Account vergrendelen", "Lock the account"),
        &[
            must("person", ("Persoon", "Person"), Text("people")),
            may(
                "seconds",
                ("Seconden (0 ontgrendelt)", "Seconds (0 unlocks)"),
                Number,
            ),
        ],
    ),
    post(
        "people/mfa",
        (
            "Meervoudige verificatie instellen",
            "Set multi-factor authentication",
        ),
        &[
            must("person", ("Persoon", "Person"), Text("people")),
            may("required", ("Verplicht", "Required"), YesNo),
            may("registered", ("Ingesteld", "Set up"), YesNo),
        ],
    ),
    post(
        "people/add",
        ("Persoon toevoegen", "Add a person"),
        &[
            must("tenant", ("Tenant", "Tenant"), Text("tenants")),
            must("upn", ("Aanmeldnaam", "Sign-in name"), Text("")),
            must("name", ("Naam", "Name"), Text("")),
            may("password", ("Wachtwoord", "Password"), Text("")),
            may("roles", ("Rollen", "Roles"), List("roles")),
            may("mailbox", ("Met postvak", "With a mailbox"), YesNo),
        ],
    ),
    post(
        "people/delete",
        ("Persoon verwijderen", "Delete the person"),
        &[must("person", ("Persoon", "Person"), Text("people"))],
    ),
    post(
        "groups/add",
        ("Groep toevoegen", "Add a group"),
        &[
            must("tenant", ("Tenant", "Tenant"), Text("tenants")),
            must("address", ("Adres", "Address"), Text("")),
            may("name", ("Naam", "Name"), Text("")),
            may("members", ("Leden", "Members"), List("people")),
        ],
    ),
    post(
        "groups/members",
        ("Leden van een groep wijzigen", "Change a group's members"),
        &[
            must(
                "group",
                ("Adres van de groep", "Address of the group"),
                Text("groups"),
            ),
            may("add", ("Erbij", "Add"), List("people")),
            may("remove", ("Eruit", "Remove"), List("people")),
        ],
    ),
];

pub(super) const APPS: &[Form] = &[
    post(
        "secrets/expire",
        ("Geheim laten verlopen", "Let a secret expire"),
        &[
            must("client_id", ("App", "App"), Text("apps")),
            may(
                "secret_id",
                ("Geheim-id (leeg: alle)", "Secret ID (empty: all)"),
                Text("secrets"),
            ),
        ],
    ),
    post(
        "secrets/add",
        ("Geheim toevoegen", "Add a secret"),
        &[
            must("client_id", ("App", "App"), Text("apps")),
            may("value", ("Waarde", "Value"), Text("")),
            may(
                "expires",
                ("Verloopt (datum of +90d)", "Expires (a date or +90d)"),
                Text(""),
            ),
            may("description", ("Omschrijving", "Description"), Text("")),
        ],
    ),
    post(
        "secrets/remove",
        ("Geheim verwijderen", "Remove a secret"),
        &[
            must("client_id", ("App", "App"), Text("apps")),
            may(
                "secret_id",
                ("Geheim-id (leeg: alle)", "Secret ID (empty: all)"),
                Text("secrets"),
            ),
        ],
    ),
    post(
        "apps/disable",
        ("App uitschakelen", "Disable the app"),
        &[must("client_id", ("App", "App"), Text("apps"))],
    ),
    post(
        "apps/enable",
        ("App weer inschakelen", "Enable the app again"),
        &[must("client_id", ("App", "App"), Text("apps"))],
    ),
    post(
        "apps/settings",
        ("Registratie wijzigen", "Change the registration"),
        &[
            must("client_id", ("App", "App"), Text("apps")),
            may(
                "permissions",
                ("Machtigingen", "Permissions"),
                List("scopes"),
            ),
            may(
                "assignment_required",
                ("Toewijzing vereist", "Assignment required"),
                YesNo,
            ),
            may(
                "assigned",
                ("Toegewezen aan", "Assigned to"),
                List("people"),
            ),
            may("public_client", ("Openbare client", "Public client"), YesNo),
            may(
                "id_tokens",
                ("Id-tokens in de browser", "ID tokens in the browser"),
                YesNo,
            ),
            may(
                "access_tokens",
                (
                    "Toegangstokens in de browser",
                    "Access tokens in the browser",
                ),
                YesNo,
            ),
            may("risky", ("Riskant", "Risky"), YesNo),
        ],
    ),
    post(
        "redirect-uris/register",
        ("Omleidings-URI registreren", "Register a redirect URI"),
        &[
            must("client_id", ("App", "App"), Text("apps")),
            must("uri", ("URI", "URI"), Text("")),
            may(
                "type",
                ("Platform", "Platform"),
                Choice(&[
                    ("web", ("Web", "Web")),
                    ("spa", ("SPA", "SPA")),
                    ("native", ("Mobiel en desktop", "Mobile and desktop")),
                ]),
            ),
        ],
    ),
    post(
        "redirect-uris/unregister",
        ("Omleidings-URI verwijderen", "Remove a redirect URI"),
        &[
            must("client_id", ("App", "App"), Text("apps")),
            must("uri", ("URI", "URI"), Text("uris")),
        ],
    ),
];

pub(super) const CONSENT: &[Form] = &[
    post(
        "consent-policy",
        ("Toestemmingsbeleid kiezen", "Choose the consent policy"),
        &[
            must("tenant", ("Tenant", "Tenant"), Text("tenants")),
            must(
                "policy",
                ("Wie mag toestemming geven", "Who may consent"),
                Choice(&[
                    (
                        "microsoft-user-default-recommended",
                        ("door Microsoft beheerd", "managed by Microsoft"),
                    ),
                    (
                        "microsoft-user-default-low",
                        ("alleen lage impact", "low impact only"),
                    ),
                    (
                        "microsoft-user-default-legacy",
                        ("gebruikers zelf", "people themselves"),
                    ),
                    ("none", ("alleen beheerders", "admins only")),
                ]),
            ),
        ],
    ),
    post(
        "consents/grant",
        ("Toestemming verlenen", "Grant consent"),
        &[
            must("tenant", ("Tenant", "Tenant"), Text("tenants")),
            must("client_id", ("App", "App"), Text("apps")),
            must("scopes", ("Machtigingen", "Permissions"), List("scopes")),
            may(
                "person",
                ("Persoon (leeg: iedereen)", "Person (empty: everybody)"),
                Text("people"),
            ),
        ],
    ),
    post(
        "consents/withdraw",
        ("Toestemming intrekken", "Withdraw consent"),
        &[
            must("tenant", ("Tenant", "Tenant"), Text("tenants")),
            must("client_id", ("App", "App"), Text("apps")),
            may(
                "scopes",
                ("Machtigingen (leeg: alle)", "Permissions (empty: all)"),
                List("scopes"),
            ),
            may(
                "person",
                ("Persoon (leeg: iedereen)", "Person (empty: everybody)"),
                Text("people"),
            ),
        ],
    ),
    post(
        "approvals/decide",
        ("Over een aanvraag beslissen", "Decide on a request"),
        &[
            must("id", ("Aanvraag", "Request"), Text("approvals")),
            must("approve", ("Besluit", "Decision"), YesNo),
        ],
    ),
    post(
        "policies/add",
        (
            "Voorwaardelijke toegang instellen",
            "Set Conditional Access",
        ),
        &[
            must("tenant", ("Tenant", "Tenant"), Text("tenants")),
            must("name", ("Naam", "Name"), Text("policies")),
            may(
                "grant",
                ("Eis", "Demand"),
                Choice(&[
                    (
                        "mfa",
                        ("meervoudige verificatie", "multi-factor authentication"),
                    ),
                    ("block", ("blokkeren", "block")),
                    (
                        "compliant_device",
                        ("compatibel apparaat", "compliant device"),
                    ),
                    ("joined_device", ("apparaat in het domein", "joined device")),
                    (
                        "device_authentication",
                        ("apparaatverificatie", "device authentication"),
                    ),
                    ("security_policy", ("beveiligingsbeleid", "security policy")),
                    (
                        "security_defaults",
                        ("standaardbeveiliging", "security defaults"),
                    ),
                    ("none", ("geen", "none")),
                ]),
            ),
            may(
                "people",
                ("Voor (leeg: iedereen)", "For (empty: everybody)"),
                List("people"),
            ),
            may("except", ("Behalve", "Except"), List("people")),
            may(
                "apps",
                ("Apps (leeg: alle)", "Apps (empty: all)"),
                List("apps"),
            ),
            may(
                "sign_in_frequency_hours",
                (
                    "Aanmeldingsfrequentie in uren",
                    "Sign-in frequency in hours",
                ),
                Number,
            ),
            may(
                "mfa_lifetime_hours",
                ("Verificatie geldig in uren", "Second factor good for hours"),
                Number,
            ),
        ],
    ),
    post(
        "policies/remove",
        (
            "Voorwaardelijke toegang verwijderen",
            "Remove Conditional Access",
        ),
        &[
            must("tenant", ("Tenant", "Tenant"), Text("tenants")),
            may(
                "name",
                ("Naam (leeg: alle)", "Name (empty: all)"),
                Text("policies"),
            ),
        ],
    ),
    post(
        "tenants/settings",
        ("Tenant wijzigen", "Change the tenant"),
        &[
            must("tenant", ("Tenant", "Tenant"), Text("tenants")),
            may(
                "admin_consent_requests",
                ("Aanvragen bij de beheerder", "Requests to the admin"),
                YesNo,
            ),
            may(
                "cloud",
                ("Cloud", "Cloud"),
                Choice(&[
                    ("global", ("wereldwijd", "global")),
                    ("us-gov", ("Amerikaanse overheid", "US Government")),
                    ("china", ("China", "China")),
                ]),
            ),
            may(
                "without",
                ("Zonder deze API's", "Without these APIs"),
                List("apis"),
            ),
        ],
    ),
];
