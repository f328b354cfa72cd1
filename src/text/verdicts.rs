//! Verdicts, what helpdesk may say, and the page for checking one mailbox.

use super::texts;

texts! {
    MX_TITLE = "Gevraagd, verleend en bewezen", "Asked, granted and proved";
    MX_HINT = "Wat bewezen is, beslist: een verleend recht zegt nog niets over Exchange.", "What was proved decides: a granted permission says nothing about Exchange yet.";
    MX_NEED = "Nodig om te", "Needed to";
    MX_ASKED = "Gevraagd", "Asked";
    MX_GRANTED = "Verleend", "Granted";
    MX_PROVED = "Bewezen", "Proved";
    HISTORY = "Wat er gebeurde", "What happened";
    HISTORY_MORE = "Alles in het logboek", "All in the log";
    VERDICT = "Oordeel", "Verdict";
    SINCE = "sinds", "since";
    PROVED = "getest", "tested";
    V_OK = "ImageCapture leest, verplaatst en verstuurt mail", "ImageCapture reads, moves and sends mail";
    V_OK_IMPORT = "ImageCapture leest en verplaatst mail", "ImageCapture reads and moves mail";
    V_OK_SEND = "ImageCapture verstuurt mail namens deze mailbox", "ImageCapture sends mail as this mailbox";
    V_WARN = "Deze mailbox werkt, maar vraagt aandacht", "This mailbox works but needs attention";
    V_UNSEEN = "Of deze mailbox nu werkt, is niet te zien", "Whether this mailbox works now cannot be seen";
    V_IDLE = "Nog niet alles is getest", "Not everything has been tested yet";
    V_IDLE_LINE = "Wat groen is, is bewezen. De rest blijkt uit Volledig bewijs en een testmail.", "What is green is proven. Full proof and a test mail prove the rest.";
    V_BUSY = "De controle loopt", "The check is running";
    V_BAD_SIGN_IN = "ImageCapture kan zich niet aanmelden bij Microsoft", "ImageCapture cannot sign in at Microsoft";
    V_BAD_READ = "ImageCapture kan deze mailbox niet openen", "ImageCapture cannot open this mailbox";
    V_BAD_MODIFY = "ImageCapture leest mail, maar kan niets wijzigen", "ImageCapture reads mail but cannot change any";
    V_BAD_MOVE = "ImageCapture leest mail, maar kan niets verplaatsen", "ImageCapture reads mail but cannot move any";
    V_BAD_SEND = "ImageCapture kan niet versturen vanaf deze mailbox", "ImageCapture cannot send from this mailbox";
    V_BAD_SENT_ITEMS = "Verzonden mail krijgt niet de juiste afzender of kopie", "Sent mail does not get the right sender or copy";
    RUN_STEP = "Stap {} van {2}", "Step {} of {2}";
    NOBODY_NEEDED = "Niemand hoeft iets te doen.", "Nobody has to do anything.";
    IDLE_REMEDY = "Een beheerder start Volledig bewijs bij deze mailbox en stuurt een testmail.", "An administrator starts Full proof at this mailbox and sends a test mail.";
    SAY_TITLE = "Zeg tegen de beller", "Tell the caller";
    SAY_OK = "“Uw mailbox is verbonden en werkt. Mist u nog iets, noem mij dan afzender en tijdstip; dan zoeken wij verder.”", "“Your mailbox is connected and works. If you still miss something, tell me sender and time and we look further.”";
    SAY_WARN = "“Uw mailbox werkt. Onze beheerder moet binnenkort iets vernieuwen; daar hoeft u niets voor te doen.”", "“Your mailbox works. Our administrator has to renew something soon; you need not do anything.”";
    SAY_IDLE = "“Deze mailbox is nog niet helemaal getest. Ik laat dat nu doen en kom bij u terug.”", "“This mailbox has not been tested completely. I am having that done and will get back to you.”";
    SAY_OUTAGE = "“De verbinding met Microsoft is nu gestoord. Uw mail blijft bewaard in uw mailbox. Wij houden het in de gaten.”", "“The connection with Microsoft is disturbed right now. Your mail is kept in your mailbox. We keep an eye on it.”";
    SAY_SEND = "“Versturen vanaf dit adres lukt nu niet. Er is niets kwijt. Ik meld het bij onze beheerder.”", "“Sending from this address does not work right now. Nothing is lost. I am reporting it to our administrator.”";
    SAY_UNKNOWN = "“Dit adres is bij ons bekend, maar Microsoft kent geen mailbox met deze naam. Klopt de spelling? Dan meld ik het nu bij onze beheerder.”", "“We know this address, but Microsoft has no mailbox by this name. Is the spelling right? Then I report it to our administrator now.”";
    SAY_STOPPED = "“Uw mail komt aan en blijft bewaard in uw mailbox. De verwerking staat stil. Ik meld het nu bij onze beheerder.”", "“Your mail arrives and is kept in your mailbox. Processing has stopped. I am reporting it to our administrator now.”";
    LAST_KNOWN = "Laatst bekend", "Last known";
    NO_ANSWER = "Microsoft antwoordt niet binnen 8 s", "Microsoft does not answer within 8 s";
    CHECK_FIELD = "E-mailadres van de mailbox", "E-mail address of the mailbox";
    CHECK_PLACEHOLDER = "naam@organisatie.nl", "name@organisation.com";
    COPY_DIAGNOSIS = "Kopieer diagnose", "Copy diagnosis";
    SHARE_DIAGNOSIS = "Deel diagnose", "Share diagnosis";
    COPY_LINK = "Kopieer link", "Copy link";
    DIAGNOSIS = "Diagnose", "Diagnosis";
    KEPT = "Zo stond deze mailbox ervoor op {}, bewaard door {2}.", "This is how this mailbox stood on {}, kept by {2}.";
    KEPT_UNTIL = "Dit verandert niet meer. Wie zich hier kan aanmelden, kan deze link openen tot {}. Er staat geen onderwerp of tekst van mail in, geen secret en geen token.", "This does not change any more. Whoever can sign in here can open this link until {}. There is no subject or text of mail in it, no secret and no token.";
    HOW_NOW = "Hoe het nu is", "How it is now";
    KEPT_GONE = "Deze diagnose is er niet (meer)", "This diagnosis is not there (any more)";
    KEPT_GONE_TEXT = "Een diagnose blijft 90 dagen bewaard. Controleer de link, of controleer de mailbox opnieuw.", "A diagnosis is kept for 90 days. Check the link, or check the mailbox again.";
    OPEN_MAILBOX = "Naar de mailbox", "To the mailbox";
    UNKNOWN_MAILBOX = "Deze mailbox staat niet in ImageCapture", "This mailbox is not in ImageCapture";
    UNKNOWN_MAILBOX_TEXT = "ImageCapture doet niets met {}. Controleer het adres, of laat een beheerder de mailbox toevoegen.", "ImageCapture does nothing with {}. Check the address, or have an administrator add the mailbox.";
    CHECK_EMPTY = "Vul het adres in van de mailbox waarover de beller belt. U ziet meteen hoe die ervoor staat, terwijl wij hem opnieuw controleren.", "Enter the address of the mailbox the caller asks about. You see at once how it stands, while we check it again.";
}
