// English. The names of the texts are read from here, and their documentation.
//
// One text a line, by the name it has in the code. `{}`, `{2}` and `{3}` stand for what
// is filled in. How a language is added: docs/panel.md.

language! {
    // --- The shell, signing in, and words that every page uses ----------------
    PRODUCT = "ImageCapture";
    PRODUCT_LINE = "Mailbox manager";
    NEEDS_SCRIPT = "This panel needs JavaScript and WebAssembly.";
    SKIP = "Skip to content";
    MAIN_NAV = "Main menu";
    SIDEBAR = "Sidebar";
    CRUMBS = "Breadcrumb";
    MENU = "Account menu";
    MORE = "More";
    NAV_MAILBOXES = "Mailboxes";
    NAV_ACCOUNTS = "Graph accounts";
    NAV_CHECK = "Check a mailbox";
    REACH_OK = "Graph reachable";
    REACH_AWAY = "Microsoft does not answer";
    TAB_ACCOUNTS = "Accounts";
    TAB_CHECK = "Check";
    ROLE_ADMIN = "Administrator";
    ROLE_HELPDESK = "Helpdesk";
    SIGN_OUT = "Sign out";
    LANGUAGE = "Language";
    THEME = "Colours";
    LOOK = "Language and colours";
    THEME_SYSTEM = "System";
    THEME_LIGHT = "Light";
    THEME_DARK = "Dark";
    STAND_IN = "Demo: nothing is sent to Microsoft.";
    AWAY = "The ImageCapture server does not answer. We keep trying; what you filled in stays where it is.";
    RETRY = "Try again";
    WAIT_STILL = "You can try again in {} s.";
    WAIT_NOW = "You can try again now.";
    LOADING = "Loading…";
    CANCEL = "Cancel";
    SAVE = "Save";
    BACK = "Back";
    NEXT = "Continue";
    REMOVE = "Remove";
    COPY = "Copy";
    COPIED = "Copied";
    DETAILS = "Technical details";
    COPY_DETAILS = "Copy details";
    D_CODE = "Code";
    D_MESSAGE = "Microsoft's text";
    D_REQUEST = "Request ID";
    D_CORRELATION = "Correlation ID";
    D_AT = "Time";
    D_OURS = "Our number";
    D_ACCOUNT = "Graph account";
    WHO = "Who solves this";
    WHAT_TO_DO = "What to do";
    SUMMARY = "Something is not right";
    NOT_FOUND_TITLE = "This page does not exist";
    NOT_FOUND_TEXT = "The address is wrong, or what was here has been removed.";
    TO_OVERVIEW = "To the overview";
    FORBIDDEN_HELP = "An administrator of ImageCapture can. You can look at mailboxes and check them.";
    FORBIDDEN_WHO = "Ask:";

    PANIC = "The panel broke down";
    PANIC_LINE = "Your settings were not changed.";
    PANIC_RELOAD = "Reload";
    PANIC_COPY = "Copy report";

    SIGN_IN_TITLE = "Sign in";
    SIGN_IN_AGAIN = "Sign in again";
    SIGN_IN_AGAIN_LINE = "Your session has ended, or is about to. What you filled in stays where it is.";
    SESSION_ENDS = "Your session ends within 5 minutes, 12 hours after you signed in. What you filled in stays.";
    SIGN_IN_NOW = "Sign in again now";
    SIGN_IN = "Sign in";
    CONFIRM_TITLE = "Confirm your password";
    CONFIRM_LINE = "This is a far-reaching action. After confirming it continues by itself, and for ten minutes nothing more is asked.";
    CONFIRM_GO = "Confirm";
    FIRST_RUN_TITLE = "First administrator";
    FIRST_RUN_LINE = "This installation has no administrator yet. The set-up code is in the output of the server.";
    FIRST_RUN_GO = "Create administrator";
    CODE = "Set-up code";
    NAME = "Name";
    EMAIL = "E-mail address";
    PASSWORD = "Password";
    PASSWORD_HINT = "at least 12 characters";


    // --- Graph accounts: the list, one account, and the first step of the wizard ---
    ACCOUNTS_LINE_ONE = "{} Graph account";
    ACCOUNTS_LINE = "{} Graph accounts";
    CONNECT = "Connect Graph account";
    NO_ACCOUNTS = "No Graph account yet";
    NO_ACCOUNTS_TEXT = "A Graph account is your app registration in Microsoft Entra. With it ImageCapture opens mailboxes without a password.";
    TENANT = "Tenant ID";
    TENANT_HINT = "or domain";
    CLIENT_ID = "Client ID";
    CLIENT_ID_HINT = "application ID";
    SECRET = "Client secret";
    SECRET_HINT = "the value, not the ID";
    CLOUD = "Microsoft cloud";
    CLOUD_LINE = "Nearly always the worldwide one. Only government and defense in the US, and China, have a cloud of their own.";
    SHOW_SECRET = "Show secret";
    HIDE_SECRET = "Hide secret";
    EXPIRES = "Expires on";
    SECRET_LEFT = "Expires {} ({2})";
    SECRET_ENDED = "Expired {} ({2})";
    PURPOSES = "What it is for";
    PURPOSES_HINT = "the permissions follow from this";
    IMPORT = "Import";
    IMPORT_HINT = "Reading, changing and moving mail: Mail.ReadWrite.Shared";
    SEND = "Send";
    SEND_HINT = "Export jobs, viewer, password resets: Mail.Send.Shared";
    REDIRECT_URI = "Redirect URI";
    REDIRECT_URI_HINT = "put this into the app, type Web";
    ACCOUNT_NAME_HINT = "what you call it here";

    WIZ_TITLE = "Connect a Graph account";
    WIZ_NEW = "New account";
    WIZ_LEAD = "Paste what you see in Microsoft Entra. Single values or the whole page: we sort it out.";
    PASTE_TITLE = "Paste here, or anywhere on this page";
    PASTE_LABEL = "Paste box";
    PASTE_LINE = "Tenant ID, client ID, secret and end date may come in any order. Nothing leaves this page before you choose Continue.";
    PASTED_ONE = "Pasted: {} value recognised";
    PASTED = "Pasted: {} values recognised";
    PASTED_NOTHING = "We recognise nothing in this";
    PASTED_NOTHING_LINE = "Paste the app's Overview page, or fill in the fields yourself.";
    PASTED_LINE = "The secret does not leave this page before you choose Continue.";
    NOT_SECRET_ID = "Secret ID, not the value";
    NOT_OBJECT_ID = "Object ID, not needed";
    UNLABELLED = "What is {}?";
    USE_AS_TENANT = "The tenant ID";
    USE_AS_CLIENT = "The client ID";
    HELP_TITLE = "Where do I find this?";
    HELP_WHERE = "Entra admin center, App registrations, your app.";
    HELP_1 = ": tenant ID and client ID. Select everything and copy.";
    HELP_2 = ": New client secret, column Value.";
    HELP_3 = ": platform Web, paste the redirect URI.";
    HELP_4 = ": Microsoft Graph, Delegated: the permissions of your choice.";
    HELP_SECRET = "The secret is stored encrypted and nobody can read it again.";
    SCRIPT_TITLE = "All at once, with a script";
    SCRIPT_LINE = "Makes the app, the redirect URI, the permissions and a secret. Run it as somebody who may make app registrations.";
    SCRIPT_COPY = "Copy script";
    SCRIPT_AFTER = "Then paste the output into the paste box: all fields fill.";
    OPEN_ENTRA = "Open Entra admin center";
    PROVING = "We are testing tenant, client ID and secret at Microsoft.";
    SAVE_ANYWAY = "Save anyway";
    SAVE_ANYWAY_LINE = "The values were not tested. You can save them anyway; we test them as soon as Microsoft can be reached.";

    FACT_TENANT = "Tenant";
    FACT_MAILBOXES = "Mailboxes";
    FACT_SECRET = "Secret";
    FACT_SIGN_IN = "Signed in as";
    NOBODY_SIGNED_IN = "Nobody yet";
    FACT_CONSENTED = "Consent given";
    FACT_REFRESHED = "Token renewed";
    FACT_ACCESS_ENDS = "Access token ends";
    FACT_HINT = "Begins with";
    FACT_SET = "Saved";
    FACT_PROVED = "Tested at Microsoft";
    NEVER_PROVED = "Not yet";
    FACT_ENDED = "Ended";
    BY = "by";
    SIGN_IN_CARD = "Sign-in at Microsoft";
    OLD_SIGN_INS = "Earlier sign-ins";
    SECRET_CARD = "Client secret";
    IDS_CARD = "App registration";
    RIGHTS_CARD = "Permissions";
    RIGHTS_HINT = "what is needed and what Microsoft granted";
    RIGHT = "Permission";
    RIGHT_FOR = "What for";
    RIGHT_STATE = "State";
    GRANTED = "Granted";
    MISSING = "Missing";
    WAITING = "Waiting";
    CONSENT_GO = "Grant consent";
    RENEW_SECRET = "Renew secret";
    RENEW_LINE = "Create a new secret in Entra under Certificates & secrets. We test it at Microsoft; only then does it replace this one.";
    SECRET_SAVED = "The new secret works and is saved.";
    EDIT_ACCOUNT = "Name and use";
    SAVED = "Saved";
    CF_TABLE = "How it is now, beside what you filled in";
    CF_WHAT = "Field";
    CF_NOW = "Now";
    CF_YOURS = "Yours";
    CF_KEEP = "Save my version";
    CF_TAKE = "Take over how it is now";
    REMOVE_ACCOUNT = "Remove account";
    REMOVE_ACCOUNT_ASK = "Remove {}?";
    REMOVE_ACCOUNT_TEXT = "ImageCapture forgets the secret and the sign-in. Nothing changes in Microsoft Entra.";
    ACCOUNT_OK = "Sign-in works";
    ACCOUNT_NO_CONSENT = "No consent";
    SHOW_MAILBOXES = "Show mailboxes";
    OPEN = "Open";

    STEP_1 = "Details";
    STEP_2 = "Consent";
    STEP_3 = "Mailboxes";
    STEP_4 = "Test mail";
    STEP_1_HINT = "Paste and check";
    STEP_2_HINT = "At Microsoft, once";
    STEP_3_HINT = "Choose and add";
    STEP_4_HINT = "Proof that it works";
    STEP_OF = "Step {} of 4";


    // --- Somebody outside the panel is asked: by whom, and in their own hands ---
    ASK = "Ask somebody else";
    ASK_LINE = "You get a link to pass on. Whoever opens it needs no login to this panel. It works once, within 7 days, and you can take it back.";
    ASK_WHAT = "What you ask for";
    ASK_CONSENT = "Consent at Microsoft";
    ASK_SECRET = "To fill in the client secret";
    ASK_WHO_HINT = "for a consent only this address counts";
    ASK_LANG = "Their language";
    ASK_MAIL = "Mail the link";
    ASK_MAIL_HINT = "From the mailbox chosen under Warnings.";
    ASK_GO = "Make link";
    ASK_LINK = "Link for them";
    ASK_NOT_MAILED = "The mail was not sent; pass the link on yourself.";
    ASK_NO_FROM = "Choose under Warnings from which mailbox we mail.";
    ASK_MAILED = "The link was mailed.";
    ASK_AGAIN = "New link for {}";
    ASK_BACK = "Take back the link for {}";
    ASK_TAKEN_BACK = "That link no longer works.";
    ASK_OPEN = "Not opened yet";
    ASK_OPENED = "Opened";
    ASK_AT_MICROSOFT = "At Microsoft now";
    ASK_ADMIN = "Sign-in follows";
    ASK_FAILED = "Failed";
    ASK_DONE = "Done";
    ASK_EXPIRED = "Expired";
    ASK_REVOKED = "Taken back";
    ASK_UNTIL = "valid until {}";
    ASK_SENT = "mailed {}";

    A_TITLE = "A question to you";
    A_CONSENT = "{} asks for your consent";
    A_CONSENT_LINE = "ImageCapture wants to work with mailboxes of your organisation. Sign in once at Microsoft and grant the permissions listed below.";
    A_SECRET = "{} asks you for a client secret";
    A_SECRET_LINE = "Create a secret for this app in Entra, under Certificates & secrets, and paste the column Value here. We test it at Microsoft; after that nobody can read it back.";
    A_BY = "Asked by";
    A_FOR = "For";
    A_AS = "Sign in as";
    A_UNTIL = "Valid until";
    A_SEES = "What you see at Microsoft";
    A_SEES_1 = "Signing in: only the address above counts. Only Microsoft sees your password.";
    A_SEES_2 = "The permissions: choose Accept. After that you come back here automatically.";
    A_UNSURE = "Not expecting this? Then do nothing, and check with {}.";
    A_APPROVAL = "Does Microsoft ask for an administrator’s approval?";
    A_APPROVAL_LINE = "Then you may not approve this yourself. Make a link for an administrator of Microsoft Entra and pass it on; after that, simply sign in here again.";
    A_SECRET_GO = "Send secret";
    A_SECRET_DONE = "Thank you, the secret works";
    A_DONE = "Thank you, the consent was given";
    A_DONE_LINE = "{} sees that by themselves. The link is used up; you can close this tab.";
    A_DONE_PLAIN = "Whoever asked sees that by themselves. The link is used up; you can close this tab.";
    A_ADMIN_LINE = "That counts for the whole organisation, but brings no sign-in yet. Now sign in with the address you were asked for.";
    A_STILL = "Nothing was changed, and the link still works.";


    // --- The trip to Microsoft: before it, and every way it can end -----------
    C_TITLE = "Grant consent at Microsoft";
    C_LEAD = "Sign in once with the account that may open the mailboxes. This page notices when you are back.";
    C_STEPS = "What happens";
    C_STEP_PROVED = "Tenant, app and secret are right";
    C_STEP_UNPROVED = "Tenant, app and secret were not tested yet";
    C_STEP_SIGN_IN = "Sign-in and consent";
    C_STEP_SIGN_IN_LINE = "At Microsoft you choose an account and see the permissions below";
    C_STEP_TOKEN = "The token has the permissions";
    C_READY = "Ready to go to Microsoft";
    C_READY_LINE = "You come back here by yourself.";
    C_WAIT = "Waiting for the sign-in at Microsoft";
    C_WAIT_LINE = "Started at {}. This page updates itself.";
    C_REDEEMING = "Checking Microsoft's reply";
    C_DONE = "Signed in as {}";
    C_DONE_LINE = "All permissions asked for were granted.";
    C_ASKS = "What ImageCapture asks for";
    C_ASKS_HINT = "no more than needed";
    C_GO = "Grant consent at Microsoft";
    C_GO_AGAIN = "To Microsoft again";
    C_LATER = "Finish later";
    C_HELP = "Do you see an error at Microsoft?";
    C_HELP_LINE = "These errors do not send you back here.";
    C_HELP_1 = ": the redirect URI is not in the app. Add it under Authentication, type Web.";
    C_HELP_2 = ": you may not approve this yourself. Send the administrator link to an Entra administrator, then simply sign in again.";
    C_HELP_3 = ": wrong tenant or client ID. Check both at the account.";
    C_ADMIN_LINK = "Administrator link";
    C_MAKE_ADMIN_LINK = "Make administrator link";
    C_ADMIN_LINK_LINE = "Who can approve: Global, Privileged Role, Application or Cloud Application Administrator.";

    R_BUSY = "Checking Microsoft's reply";
    R_BUSY_LINE = "This usually takes a few seconds.";
    R_DONE = "Consent given";
    R_DONE_LINE = "Signed in as {}. ImageCapture may now work with these mailboxes.";
    R_REPEATED = "This reply had been handled before. This is what came of it the first time.";
    R_ADMIN = "The administrator has consented";
    R_ADMIN_LINE = "That counts for the whole organisation, but brings no sign-in yet. Now sign in with the account that may open the mailboxes.";
    R_ADMIN_ELSEWHERE = "That counts for the whole organisation. Whoever sent you this link can sign in now. You can close this tab.";
    R_NOTHING = "Nothing came back here";
    R_NOTHING_LINE = "This page belongs to the way back from Microsoft, and this address holds no reply. Start from the Graph account.";
    R_OTHER = "This reply belongs to another browser or tab";
    R_OTHER_LINE = "Nothing was changed. Open the browser you began in; there you see how it stands. You can close this tab.";
    R_TENANTS = "Signed in from tenant {}, but this account belongs to {2}.";
    R_MISSING = "Missing permissions";
    R_SIGNED_IN_AS = "Signed in was: {}";
    R_UNHARMED = "An earlier sign-in of this account simply keeps working.";
    R_TO_MAILBOXES = "Continue to mailboxes";
    R_TO_ACCOUNT = "To the account";
    R_TO_ACCOUNTS = "To Graph accounts";
    R_START_AGAIN = "Start again";
    R_SIGN_IN = "Sign in and start again";


    // --- What is wrong with a field -------------------------------------------
    I_NAME = "Enter a name.";
    I_TENANT = "Enter the tenant ID or a domain.";
    I_CLIENT_ID = "Enter the client ID.";
    I_SECRET = "Enter the value of the client secret.";
    I_EXPIRES = "Enter when the secret expires.";
    I_ADDRESS = "Enter an e-mail address.";
    I_SUBJECT = "Enter a subject.";
    I_PASSWORD = "Enter a password.";
    I_PASSWORD_SHORT = "The password needs at least 12 characters.";
    I_CODE = "Enter the set-up code.";
    I_SECRET_SHORT = "This is too short for a client secret. Is a part missing?";
    I_SECRET_SPACES = "A client secret has no blanks. Was too much pasted?";
    I_EMPTY = "Fill this in.";
    I_TOO_SHORT = "This is too short.";
    I_TOO_LONG = "This is too long. Shorten it.";
    I_CONTROL = "This must not contain line breaks or invisible characters.";
    I_SPACES = "This must not contain blanks.";
    I_NOT_A_GUID = "A client ID looks like 1b6453e9-72a0-4c1e-9d35-0b7f6a21d8c4.";
    I_NOT_A_TENANT = "This is neither a tenant ID nor a domain. Paste the Directory (tenant) ID, or a domain such as contoso.nl.";
    I_COMMON = "A single-tenant app needs its own tenant ID, not common or organizations.";
    I_SECRET_ID = "This is the Secret ID.";
    I_SAME = "Client ID and tenant ID are the same. One of them was pasted wrongly.";
    I_NOT_AN_ADDRESS = "This is not an e-mail address, such as invoices@contoso.com.";
    I_PAST = "This day has passed. Create a new secret in Entra.";
    I_TOO_FAR = "No secret lasts that long. Check the year.";
    I_TOO_COMMON = "This password is too easy to guess. Choose four unrelated words, for instance.";
    I_NOTHING = "Choose what ImageCapture uses this account for.";
    I_MALFORMED = "The server does not understand this.";
    SECRET_ID_FIX = "We need the value. Microsoft shows it only once.";
    SECRET_ID_1 = "Open the app in Entra under Certificates & secrets.";
    SECRET_ID_2 = "Choose New client secret and copy the column Value.";
    SECRET_ID_3 = "Paste it here. You can delete the old secret afterwards.";


    // --- Who works here and what they did: people, sessions, keys, the log ----
    NAV_ADMIN = "Administration";
    NAV_LOG = "Log";
    NAV_PEOPLE = "People";
    NAV_SETTINGS = "Settings";

    PEOPLE_ONE = "{} person with access";
    PEOPLE_MANY = "{} people with access";
    PEOPLE_TABLE = "Who has access";
    PERSON = "Person";
    ROLE = "Role";
    ROLE_HINT = "what somebody may do";
    SINCE_WHEN = "Access";
    SINCE_DAY = "since {}";
    CLOSED_SINCE = "withdrawn {}";
    IT_IS_YOU = "this is you";
    MAKE_ADMIN = "Make administrator";
    MAKE_HELPDESK = "Make helpdesk";
    CLOSE_DOOR = "Revoke access";
    OPEN_DOOR = "Give access back";
    CLOSE_ASK = "Withdraw the access of {}?";
    CLOSE_TEXT = "The sessions of this person end at once. What they did stays in the log.";
    END_SESSIONS = "End sessions";
    ENDED_SESSIONS = "The sessions were ended.";
    INVITE = "Invite somebody";
    INVITE_LINE = "You get a link to pass on. It works once, within 7 days; the other person chooses a password.";
    INVITE_GO = "Make link";
    INVITE_LINK = "Invitation link";
    INVITE_LINK_HINT = "shown only now";
    INVITATIONS = "Open invitations";
    INVITED_BY = "invited by {}, valid until {2}";
    REVOKE_NAMED = "Withdraw the invitation of {}";

    JOIN_TITLE = "You are invited";
    JOIN_LINE = "{} gives you access to the ImageCapture panel, as {2}.";
    JOIN_GO = "Get access";
    JOIN_NOTHING = "This link is not complete";
    JOIN_NOTHING_LINE = "Open the link as you got it, with everything behind the # sign.";

    OWN_PASSWORD = "Your password";
    CURRENT_PASSWORD = "Current password";
    NEW_PASSWORD = "New password";
    CHANGE_PASSWORD = "Change password";
    PASSWORD_CHANGED = "Your password was changed. Your other sessions were ended.";
    OWN_SESSIONS = "Where you are signed in";
    SESSION_HERE = "this browser";
    SESSION_LINE = "IP address {}, last used {2}";
    SESSION_END = "End";
    SESSIONS_END_OTHERS = "Sign out everywhere else";
    JOB_KEYS = "Keys for jobs";
    JOB_KEYS_LINE = "With these the jobs of ImageCapture ask for access tokens.";
    JOB_KEY_NONE = "No keys yet.";
    JOB_KEY_NEW = "Make key";
    JOB_KEY = "Key";
    JOB_KEY_REMOVE = "Remove key {}";
    JOB_KEY_ALL = "all mailboxes";
    EXPORTS = "Export";
    EXPORTS_LINE = "Without secrets. Every export is logged.";
    EXPORT_CSV = "Mailboxes as CSV";
    EXPORT_JSON = "Accounts and mailboxes as JSON";
    EXPORT_LOG = "Log as CSV";

    LOG_LEAD = "Who did what, and when. The newest line is on top.";
    LOG_LEAD_OWN = "What you did, and when.";
    LOG_ACTOR = "Who";
    LOG_OBJECT = "Address or ID";
    LOG_KIND = "Kind";
    LOG_EVERYTHING = "Everything";
    LOG_FROM = "From";
    LOG_NONE = "No lines with these filters";
    LOG_NONE_TEXT = "Change the filter, or clear it.";
    LOG_OLDER = "Older";
    LOG_SEE = "view";
    LOG_ASKED_CONSENT = "consent, asked of {}";
    LOG_ASKED_SECRET = "a client secret, asked of {}";
    LOG_TABLE = "Lines of the log";
    LOG_ACCOUNT_ONE = "{} Exchange account";
    LOG_ACCOUNT_MANY = "{} Exchange accounts";
    LOG_HANDED_OVER = "{} new, {2} updated";
    LOG_OF = "{} of {2}";
    LOG_OF_FAILED = "{} of {2} failed";
    LOG_SECRET = "begins with {}, ends {2}";
    LOG_CHOSEN = "account {}, place {2}";
    LOG_BY_DOMAIN = "by domain";
    LOG_BY_SERVER = "by server";
    LOG_WARNINGS = "mail {} to {2}, webhook {3}";
    LOG_RESTORED = "as it was at {}";
    LOG_ACTIVE = "with access";
    LOG_INACTIVE = "without access";
    L_ACCOUNT = "Graph accounts";
    L_MAILBOX = "Mailboxes";
    L_MIGRATION = "Migration";
    L_WAVE = "Waves";
    L_CONSENT = "Consents";
    L_PERSON = "People";
    L_SESSION = "Sessions";
    L_TOKEN = "Tokens";
    L_TEST_MAIL = "Test mails";

    DID_ACCOUNT_CREATE = "made Graph account";
    DID_ACCOUNT_CHANGE = "changed Graph account";
    DID_ACCOUNT_REMOVE = "removed Graph account";
    DID_ACCOUNT_SECRET = "renewed the secret of";
    DID_ACCOUNT_IMPORT = "imported Graph account";
    DID_SECRET_NEXT = "laid a next secret ready";
    DID_SECRET_SWAP = "swapped to the next secret";
    DID_SECRET_BACK = "went back to the previous secret";
    DID_SECRET_FORGET = "forgot a secret";
    DID_ASKED_MAKE = "asked somebody else for something for";
    DID_ASKED_RESEND = "sent the asked link again";
    DID_ASKED_REVOKE = "withdrew the asked link";
    DID_MAILBOX_MOVE = "moved to another sign-in: mailbox";
    DID_MAILBOX_ADD = "added mailbox";
    DID_MAILBOX_REMOVE = "removed mailbox";
    DID_MAILBOX_PROVE = "checked mailbox";
    DID_MAILBOX_FIND_SENDER = "looked for a sender's mail in";
    LOG_PROGRAMS = "{} lines of ImageCapture itself";
    DID_DIAGNOSIS_KEEP = "kept a diagnosis of";
    DID_MAILBOX_IMPORT = "imported mailbox";
    DID_TEST_MAIL_SEND = "sent test mail from";
    DID_CONSENT_START = "started a consent";
    DID_CONSENT_COMPLETED = "consented";
    DID_CONSENT_ADMIN_CONSENTED = "gave administrator consent";
    DID_CONSENT_FAILED = "a consent failed";
    DID_CONSENT_REFUSED = "a consent was refused";
    DID_SIGN_IN_TRY = "tried the sign-in";
    DID_SIGN_IN_ENDED = "a sign-in ended";
    DID_TOKEN_HAND_OUT = "handed out a token for";
    DID_SESSION_START = "signed in";
    DID_SESSION_END = "signed out";
    DID_SESSION_END_ALL = "ended sessions";
    DID_SESSION_CONFIRM = "confirmed the password";
    DID_PERSON_ADD = "gave access";
    DID_PERSON_CHANGE = "changed person";
    DID_PERSON_PASSWORD = "changed the password";
    DID_INVITATION_CREATE = "invited";
    DID_INVITATION_REVOKE = "withdrew invitation";
    DID_JOB_KEY_CREATE = "made job key";
    DID_JOB_KEY_REMOVE = "removed job key";
    DID_CALENDAR_MAKE = "made a calendar address";
    DID_CALENDAR_REVOKE = "withdrew a calendar address";
    DID_RIGHTS_SCRIPT = "made a script for Exchange";
    DID_WARNINGS_SETTINGS = "changed the warnings";
    DID_WARNINGS_TEST = "sent a trial warning";
    DID_BACKUP_MAKE = "made a backup";
    DID_BACKUP_RESTORE = "restored a backup";
    DID_EXPORT = "exported accounts and mailboxes";
    DID_KEY_ROTATED = "went over to another master key";
    DID_SEALED_DAMAGED = "found something sealed that does not open:";
    DID_AUDIT_EXPORT = "exported the log";
    DID_MIGRATION_HAND_OVER = "imported Exchange accounts";
    DID_MIGRATION_CHOOSE = "assigned Exchange account";
    DID_MIGRATION_FORGET = "forgot Exchange account";
    DID_MIGRATION_REHEARSE = "started a rehearsal";
    DID_MIGRATION_SWITCH = "switched to Graph";
    DID_MIGRATION_SWITCHED = "proved on Graph";
    DID_MIGRATION_PUT_BACK = "put back on Exchange";
    DID_MIGRATION_ROLL_BACK = "rolled back";
    DID_MIGRATION_REPORT = "fetched the report of the migration";
    DID_WAVE_START = "started a wave";
    DID_WAVE_DONE = "completed a wave";
    DID_WAVE_STOP = "stopped a wave";
    DID_WAVE_STOPPED_BY_FAILURES = "broke off a wave that failed too often";
    DID_WAVE_ROLL_BACK = "rolled a wave back";
    DID_RUN_START = "started a check";
    DID_RUN_DONE = "completed a check";
    DID_RUN_STOP = "stopped a check";
    DID_RUN_RESUME = "let a check go on";
    DID_KEY_ROTATE = "rotated the master key";

    // --- Mailboxes: the list, one mailbox, adding one, test mail --------------
    ST_OK = "Working";
    ST_WARN = "Attention";
    ST_BAD = "Failing";
    ST_IDLE = "Not tested";
    ST_BUSY = "Checking";
    PARTLY = "Not everything has been tested: start Full proof";
    ALL_MAILBOXES = "All";
    MAILBOX_ONE = "{} mailbox";
    MAILBOX_MANY = "{} mailboxes";
    IN_ACCOUNTS = "{} in {2}";
    LISTED_ONE = "{} mailbox in this list";
    LISTED_MANY = "{} mailboxes in this list";
    EVERY_PURPOSE = "Any use";
    SORT_BY = "Sort by {}";
    CHOOSE_NAMED = "Select {}";
    CHOOSE_ALL = "Select what is loaded";
    CHOSEN_ONE = "{} selected";
    CHOSEN_MANY = "{} selected";
    CHOOSE_CAUSE = "Select all {} with this cause";
    LEFT_OF = "{} of {2} mailboxes";
    CHOOSE_FILTERED = "Select all {} with these filters";
    CHOICE_BAR = "With the selection";
    CHOICE_CLEAR = "Clear selection";
    CHECK_EVERY = "Check all";
    RUN_TITLE = "Check of {}";
    RUN_PROOF_TITLE = "Full proof of {}";
    RUN_DONE = "{} of {2} done";
    RUN_LEFT = "about {} s left";
    RUN_LEFT_MINUTES = "about {} min left";
    RUN_OVER = "Done";
    RUN_OVER_BAD = "Done, not everything works";
    RUN_OVER_UNKNOWN = "Done, some without an answer";
    RUN_STOPPED = "Stopped";
    RUN_RESUME = "Go on";
    RUN_BY = "started by {}, {2}";
    RUN_ITEMS = "Mailboxes of this check";
    RUN_WAITS = "Waiting";
    RUN_NO_ANSWER = "No answer";
    RUN_REMOVED = "Removed";
    RUN_FILTER = "Filter by outcome";
    RUN_NO_ITEMS = "No mailboxes with this outcome.";
    RUN_MORE = "Show more";
    RUNS = "Checks";
    RUNS_LINE = "Of the last 30 days; the newest is on top. A check goes on, even when you close this window.";
    RUNS_NONE = "No checks yet";
    RUNS_NONE_TEXT = "Start one in the overview, with Check all or with a selection.";
    RUN_STOP = "Stop";
    RUN_CLOSE = "Close";
    RUN_SEE = "See what came of it";
    RUN_OK = "{} working";
    RUN_BAD = "{} failing";
    RUN_UNKNOWN = "{} without an answer";
    RUN_GONE = "{} removed";
    LOADING_ROW = "Loading…";
    ADD_MAILBOX = "Add mailbox";
    FILTER_STATUS = "Filter by status";
    FILTER_TEXT = "Filter by name or address";
    FILTER_ACCOUNT = "Account";
    EVERY_ACCOUNT = "All accounts";
    CLEAR_FILTERS = "Clear filters";
    NO_MATCH = "No mailboxes with these filters";
    NO_MATCH_TEXT = "Change the filter, or clear it.";
    NO_MAILBOXES = "No mailboxes yet";
    NO_MAILBOXES_TEXT = "Add a mailbox to a Graph account. ImageCapture checks it at once.";
    NO_MAILBOXES_HELPDESK = "An administrator can add mailboxes.";
    CAUSES = "Causes that need attention";
    MORE_CAUSES_ONE = "{} more cause";
    MORE_CAUSES = "{} more causes";
    FEWER_CAUSES = "Only the largest causes";
    SHOW_THESE = "Show these";
    TABLE = "Mailboxes";
    COL_MAILBOX = "Mailbox";
    COL_STATUS = "Status";
    COL_READ = "Read";
    COL_MOVE = "Move";
    COL_SEND = "Send";
    COL_ACCOUNT = "Account";
    COL_PROVED = "Last tested";
    COL_DAYS = "14 days";
    DAYS = "Last 14 days";
    DAYS_WERE = "Last 14 days: {} good, {2} with a failure";
    COL_ACTIONS = "Actions";
    EXPORT_ROWS = "{} lines as CSV";
    EXPORT_HINT = "What is filtered now, for a spreadsheet";
    EXPORT_CAUSE = "Cause";
    EXPORT_SINCE = "Since";
    EXPORT_PROVED = "Last tested on";
    LIGHT_YES = "yes";
    LIGHT_NO = "no";
    LIGHT_UNKNOWN = "unknown";
    LIGHT_NEVER = "not tested yet";
    LIGHT_NOT_NEEDED = "not needed";
    CHECK = "Check";
    CHECK_NAMED = "Check {}";
    TEST_NAMED = "Send test mail from {}";
    CHECK_AGAIN = "Check again";
    FULL_PROOF = "Full proof";
    FULL_PROOF_HINT = "Check only reads. Full proof makes a draft of its own, changes and moves it and cleans up; existing mail is never touched.";
    LIGHTS_CARD = "What was proved";
    MAILBOX_CARD = "Mailbox";
    ADDRESS = "Address";
    SIGNED_IN_AS = "Signed in as";
    WORKS_ON = "Works on";
    USED_FOR = "Use";
    ADDED = "Added";
    REMOVE_MAILBOX = "Remove mailbox";
    LEAVES = "{} is being removed.";
    LEAVES_NOT = "{} was not removed. {2}";
    UNDO = "Undo";
    REMOVE_MAILBOX_TEXT = "ImageCapture will no longer use this mailbox. Mail in Microsoft 365 stays.";
    ADD_LEAD = "A personal or shared mailbox. ImageCapture checks it as soon as it is added.";
    MAILBOX_ADDRESS = "E-mail address";
    MAILBOX_ADDRESS_HINT = "or paste a whole list";
    MAILBOX_NAME_HINT = "may stay empty";
    ADD = "Add";
    CHOOSE_ACCOUNT = "Graph account";
    ADDED_ONES = "Mailboxes of this account";

    LIST_FOUND_ONE = "{} mailbox in your list";
    LIST_FOUND_MANY = "{} mailboxes in your list";
    LIST_HERE = "already in {}";
    LIST_ADDED = "Added";
    LIST_DROP = "Take {} off the list";
    LIST_TWICE_ONE = "{} address stood there twice.";
    LIST_TWICE_MANY = "{} addresses stood there twice.";
    LIST_UNREAD_ONE = "{} line is no e-mail address";
    LIST_UNREAD_MANY = "{} lines are no e-mail address";
    LIST_BEYOND = "These are the first {} of your list. Paste the other {2} after them.";
    LIST_ADD_ONE = "Add {} mailbox";
    LIST_ADD_MANY = "Add {} mailboxes";
    LIST_CLOSE = "Close the list";
    LIST_DONE = "{} of {2} added";

    W3_TITLE = "Add mailboxes";
    W3_LEAD = "Which mailboxes does ImageCapture use with this account? The person who signed in must be allowed to open them in Exchange.";
    W3_HELP = "A shared mailbox?";
    W3_HELP_1 = "The person who signed in needs Full Access to read and move.";
    W3_HELP_2 = "Sending needs Send As as well.";
    W3_HELP_3 = "New rights in Exchange may take an hour.";
    W4_TITLE = "Send a test mail";
    W4_LEAD = "From the mailbox to itself: sent, arrived, found again and cleaned up.";
    W4_FROM = "From mailbox";
    W4_DONE = "To the overview";
    W4_HELP = "What do the words mean?";
    W4_DELIVERED = "Delivered";
    W4_HELP_1 = ": Microsoft took the mail. For another address no more can be known.";
    W4_HELP_2 = ": the mail was found in the inbox.";
    W4_HELP_3 = ": Microsoft's answer did not come. We never resend by ourselves.";
    NO_SEND = "This account is not for sending. You can skip this step.";

    TEST_MAIL_CARD = "Test mail";
    SEND_TEST_MAIL = "Send test mail";
    MAIL_TO = "To";
    MAIL_SUBJECT_LABEL = "Subject";
    MAIL_TEXT_LABEL = "Text";
    MAIL_SUBJECT = "Test mail from ImageCapture";
    MAIL_TEXT = "This test mail was sent from the ImageCapture panel.";
    MAIL_ROUND_TRIP = "To the mailbox itself: we find the mail in the inbox and clean it up.";
    MAIL_OTHER = "To another address: we see that Microsoft takes the mail, not whether it arrives.";
    MAILS_SENT = "Test mails sent";
    M_SENDING = "On its way to Microsoft";
    M_SENDING_LINE = "One moment.";
    M_ACCEPTED = "Accepted";
    M_ACCEPTED_LINE = "Microsoft took the mail. Whether it arrived, the recipient sees.";
    M_LOOKING_LINE = "Microsoft took the mail. We are looking for it in the inbox.";
    M_ARRIVED = "Delivered in {} s";
    M_ARRIVED_LINE = "Found in the inbox and cleaned up.";
    M_NOT_YET = "Not delivered yet";
    M_NOT_YET_LINE = "Accepted, but not found in the time we looked.";
    M_UNKNOWN = "Unknown";
    M_UNKNOWN_LINE = "Look in Sent Items. We do not resend by ourselves.";
    M_FAILED = "Failed";
    M_FAILED_LINE = "Microsoft refused the mail.";


    // --- The migration from Exchange accounts to Graph, and words for what stands in its answers ---
    MIG = "Migration";
    MIG_LINE = "Old Exchange accounts go to Graph: proved first, then switched in waves, and the way back is open for 14 days.";
    EX_ONE = "{} Exchange account";
    EX_MANY = "{} Exchange accounts";
    MIG_NONE = "No Exchange accounts yet";
    MIG_NONE_TEXT = "Import the list of old accounts, as CSV or JSON. Nothing changes for ImageCapture until you start a wave.";
    MIG_WHERE = "Where the accounts stand";
    MIG_NONE_HELPDESK = "There are no Exchange accounts left to move.";
    MIG_CAUSES = "What is in the way";
    MIG_FILTER = "Filter by state";
    MIG_TEXT = "Filter by address";
    MIG_TABLE = "Exchange accounts";
    MIG_STAND = "State";
    MIG_FIT = "Graph account and place";
    MIG_WAVE = "Wave";
    MIG_NO_FIT = "no Graph account";
    MIG_BY_HAND = "{} (by hand)";
    MIG_SEND = "Sending is not proved yet: send a test mail";
    MIG_NO_MATCH = "No Exchange accounts with these filters";
    MIG_CHOOSE_ALL = "Select everything in this list";
    MIG_LISTED_ONE = "{} Exchange account in this list";
    MIG_LISTED_MANY = "{} Exchange accounts in this list";
    MIG_REPORT = "Report as CSV";
    MIG_PRINT = "Print";
    MIG_LEFT_OUT_ONE = "{} account was left out: no Graph account fits it. Its line says why.";
    MIG_LEFT_OUT_MANY = "{} accounts were left out: no Graph account fits them. Their lines say why.";

    REHEARSE = "Rehearse";
    REHEARSAL = "Rehearsal of {}";
    REHEARSE_HINT = "Signs in and reads; ImageCapture goes on with Exchange.";

    WAVES = "Waves";
    WAVES_NONE = "No wave yet. The first is over 5 accounts, then 50, then the rest.";
    WAVE_TITLE = "Wave {}";
    WAVE_NEXT = "Next wave";
    WAVE_START = "Start wave";
    WAVE_ASK = "Start a wave with {}?";
    WAVE_TEXT = "After it they use Graph instead of Exchange, and are proved in full at once. What fails uses Exchange again by itself. If more than 2% fail, the wave stops by itself. It can be rolled back until {}.";
    WAVE_PARTLY = "Of the {} chosen accounts {2} are ready to be switched. Only those are.";
    WAVE_SIZE = "How many accounts";
    WAVE_SIZE_HINT = "first 5, then 50, then the rest; {} ready";
    WAVE_SIZE_WRONG = "Enter a number of 1 or more.";
    WAVE_DONE = "{} of {2} done";
    WAVE_SWITCHED = "{} on Graph";
    WAVE_FAILED = "{} failed, on Exchange again";
    WAVE_SKIPPED = "{} skipped";
    WAVE_BACK = "{} rolled back";
    WAVE_ITEMS = "Accounts of this wave";
    WAVE_NO_ITEMS = "No accounts with these filters.";
    WAVE_CAUSE = "Cause";
    WAVE_EVERY_CAUSE = "Every cause";
    WAVE_STOPPED = "The wave stopped by itself: more than 2% failed.";
    WAVE_STOPPED_TEXT = "What failed uses Exchange again; what still waited was not switched. Solve the causes below, rehearse, and start another wave.";
    ROLL_BACK = "Roll back";
    ROLL_BACK_UNTIL = "It can be rolled back until {}.";
    ROLL_BACK_ASK = "Roll {} back?";
    ROLL_BACK_TEXT = "ImageCapture uses the old Exchange account again after this. That works only as long as Microsoft still lets it.";
    ROLL_BACK_PARTLY = "Of the {} chosen accounts {2} use Graph. Only those go back.";

    FIT = "Assign";
    FIT_ASK = "Assign {}";
    FIT_TEXT = "Choose where domain and server do not tell. What was proved under another Graph account must rehearse again.";
    FIT_KEEP = "Leave as it is";
    FIT_DOMAIN = "Leave it to the domain";
    FIT_SERVER = "Leave it to server and domain";
    FIT_PLACE = "Place of the mailbox";
    FORGET = "Forget";
    FORGET_ASK = "Forget {}?";
    FORGET_TEXT = "They leave this list. What uses Graph already goes on using it. Importing brings them back.";

    IMP = "Import Exchange accounts";
    IMP_LINE = "Paste the list or choose a file. You first see what happens; nothing changes while a line is wrong.";
    IMP_TEXT = "List";
    IMP_HINT = "one address;purposes;server a line, or JSON";
    IMP_EXAMPLE = "invoices@contoso.com;import;outlook.office365.com";
    IMP_PURPOSES = "Purposes: import, export_job, image_viewer, password_reset, address_change, or send for everything that sends. The first line may name the columns. The server may stay empty.";
    IMP_FILE = "Choose a file";
    IMP_DROP = "or drop it here";
    IMP_TRY = "Show what happens";
    IMP_GO = "Import";
    IMP_EMPTY = "Paste a list or choose a file.";
    IMP_LARGE = "This is larger than 2 MB. Such a file does not fit in one go: 5,000 accounts are about 300 kB. Choose the file with only address, purposes and server, or split it.";
    IMP_NOT_JSON = "This begins as JSON but is none. See whether its beginning and its end are there.";
    IMP_RESULT = "What happens";
    IMP_DONE = "Imported";
    IMP_NEW = "New";
    IMP_UPDATED = "Updated";
    IMP_UNCHANGED = "Unchanged";
    IMP_SWITCHED = "On Graph already, stays so";
    IMP_MAILBOXES = "A mailbox here already";
    IMP_NO_FIT = "No Graph account fits";
    IMP_MANY_FIT = "Several Graph accounts fit";
    IMP_BAD_ONE = "{} line is wrong. Nothing was imported.";
    IMP_BAD_MANY = "{} lines are wrong. Nothing was imported.";
    IMP_BAD_TEXT = "Correct them in the list or in the file, and look again.";
    IMP_ITEM = "Item {}, {2}: ";
    IMP_ROW = "Line {}, {2}: ";
    IMP_MORE = "And {} more.";
    IMP_TO_LIST = "To the migration";

    MIG_STATE_STAYS = "Stays on Exchange";
    MIG_STATE_WAITING = "To be rehearsed";
    MIG_STATE_READY = "Ready to switch";
    MIG_STATE_ACTION = "Action needed";
    MIG_STATE_UNKNOWN = "No answer";
    MIG_STATE_SWITCHING = "Being switched";
    MIG_STATE_SWITCHED = "On Graph";

    PLACE_EXCHANGE_ONLINE = "Microsoft 365";
    PLACE_ON_PREMISES = "own Exchange server";
    PLACE_UNKNOWN = "place unknown";

    WAVE_STATE_RUNNING = "Running";
    WAVE_STATE_DONE = "Done";
    WAVE_STATE_STOPPED_BY_FAILURES = "Stopped by itself";
    WAVE_STATE_STOPPED = "Stopped";
    WAVE_STATE_ROLLED_BACK = "Rolled back";

    WAVE_ITEM_WAITING = "Waiting";
    WAVE_ITEM_SWITCHING = "Being switched";
    WAVE_ITEM_SWITCHED = "On Graph";
    WAVE_ITEM_FAILED = "Failed";
    WAVE_ITEM_SKIPPED = "Skipped";
    WAVE_ITEM_ROLLED_BACK = "Rolled back";

    ROW_ROW = "whole line";
    ROW_ADDRESS = "address";
    ROW_PURPOSES = "purposes";
    ROW_SERVER = "server";

    FAULT_EMPTY = "nothing is there.";
    FAULT_NOT_AN_ADDRESS = "this is no e-mail address.";
    FAULT_TWICE = "this address stands further up already.";
    FAULT_UNKNOWN_PURPOSE = "there is no such purpose; use for instance import or send.";
    FAULT_NOT_ASERVER = "this is no name of a server.";
    FAULT_UNREADABLE = "this cannot be read as address, purposes and server.";

    // --- Words for the names of `contract`: owners, abilities, permissions, and what can be wrong with a field ---
    CLOUD_GLOBAL = "worldwide";
    CLOUD_US_GOVERNMENT = "US Government (GCC High)";
    CLOUD_US_DEFENSE = "US Defense (DoD)";
    CLOUD_CHINA = "China (21Vianet)";

    OWNER_YOU = "you";
    OWNER_ADMIN = "an administrator of ImageCapture";
    OWNER_MAILBOX_OWNER = "the owner of the mailbox, or whoever manages Exchange";
    OWNER_ENTRA_ADMIN = "an administrator of Microsoft Entra";
    OWNER_NETWORK = "whoever manages the network of the server";
    OWNER_MICROSOFT = "Microsoft; it heals by itself";
    OWNER_US = "the makers of ImageCapture";

    ABLE_SIGN_IN = "Sign in";
    ABLE_SIGN_IN_MEANS = "Microsoft gives a token";
    ABLE_READ = "Read";
    ABLE_READ_MEANS = "The inbox was opened";
    ABLE_MODIFY = "Modify";
    ABLE_MODIFY_MEANS = "A draft of our own was made and changed";
    ABLE_MOVE = "Move";
    ABLE_MOVE_MEANS = "The draft was moved and cleaned up";
    ABLE_SEND = "Send";
    ABLE_SEND_MEANS = "A mail from this address was accepted";
    ABLE_SENT_ITEMS = "Sender and Sent Items";
    ABLE_SENT_ITEMS_MEANS = "Sender and copy are right";

    SCOPE_MAIL_READ_WRITE_SHARED = "Read, change and move";
    SCOPE_MAIL_READ_WRITE_SHARED_USE = "Collecting and filing documents";
    SCOPE_MAIL_SEND_SHARED = "Send";
    SCOPE_MAIL_SEND_SHARED_USE = "Export jobs, viewer, passwords";

    PURPOSE_IMPORT = "Import";
    PURPOSE_EXPORT_JOB = "Export jobs";
    PURPOSE_IMAGE_VIEWER = "Viewer";
    PURPOSE_PASSWORD_RESET = "Passwords";
    PURPOSE_ADDRESS_CHANGE = "Address changes";

    // --- Rights in Exchange that are missing, and the script that gives them ---
    X_TITLE = "Missing rights in Exchange";
    X_MAKE = "Make script";
    X_ONE = "{} right is missing";
    X_MANY = "{} rights are missing";
    X_SCRIPT = "Script for Exchange Online";
    X_CODE = "Text of the script";
    X_LEAD = "Gives exactly what the last checks missed, and nothing else. Run it in PowerShell as somebody who manages Exchange; Install-Module ExchangeOnlineManagement is needed once.";
    X_COPY_UNDO = "Copy undo";
    X_UNDO = "Undo";
    X_MISSING = "What is missing";
    X_FULL = "Full Access for {}";
    X_SEND_AS = "Send As for {}";
    X_LACKS = "Missing";
    X_THERE = "Arrived";
    X_ARRIVED = "{} of {2} work already";
    X_WATCH = "Microsoft takes up to an hour. We check these mailboxes again every five minutes, until {}.";
    X_NOW = "Check now";
    X_SENDS = "Whether Send As has arrived only a test mail from the mailbox tells.";
    X_MORE = "and {} more";


    // --- Client secrets: when they end ----------------------------------------
    CAL_TITLE = "Secret calendar";
    CAL_ONE = "{} client secret";
    CAL_MANY = "{} client secrets";
    CAL_TABLE = "When secrets expire";
    CAL_ENDS = "Expires";
    CAL_THEN = "What happens then";
    CAL_NONE = "There is no client secret yet. It comes with the first Graph account.";
    CAL_SLOT = "{}, begins with {2}";
    SLOT_CURRENT = "In use";
    SLOT_NEXT = "Waiting";
    SLOT_PREVIOUS = "Fallback";
    CAL_STOPS = "Then {} stop.";
    CAL_STOPS_ONE = "Then {} stops.";
    CAL_STOPPED = "{} no longer work.";
    CAL_STOPPED_ONE = "{} no longer works.";
    CAL_NOTHING = "Nothing: another secret is in use.";
    CAL_NOBODY = "Nothing: this account has no mailboxes.";

    FEEDS = "In your own calendar";
    FEEDS_LINE = "Outlook and other calendars read this address by themselves: add it as an internet calendar. Whoever has it sees names and days, nothing else.";
    FEED_NAME_HINT = "who or which calendar";
    FEED_LANG = "Language of the entries";
    FEED_MAKE = "Make calendar address";
    FEED_ADDRESS = "Calendar address";
    FEED_REMOVE = "Remove calendar address {}";
    FEED_REMOVED = "That calendar address no longer works.";
    FEED_READ = "last read {}";
    FEED_UNREAD = "not read yet";

    ROT_NEXT = "Next secret";
    ROT_NEXT_LINE = "Create a second secret in Entra, under Certificates & secrets. We test it beside the one in use; it counts only when you swap.";
    ROT_WAITING = "The next secret works and is waiting.";
    ROT_READY_LINE = "Tested at Microsoft and ready to be put in use. The present secret then stays as a fallback.";
    ROT_SWAP = "Swap now";
    ROT_SWAPPED = "Swapped. All mailboxes of this account are being checked now.";
    ROT_FORGET = "Forget this secret";
    ROT_FORGOTTEN = "That secret is forgotten here.";
    ROT_OLD = "Previous secret";
    ROT_OLD_LINE = "Stays as a fallback until it ends. Does all work with the new one? Then remove the secret that begins with {} in Entra.";
    ROT_BACK = "Put back";
    ROT_REMOVED = "Was removed in Entra";


    // --- Several sign-ins of one account, and moving mailboxes between them ---
    SI_TITLE = "Sign-ins";
    SI_LEAD = "ImageCapture uses mailboxes on behalf of whoever signed in. Here you see what stops when somebody leaves, and what another person can take over.";
    SI_STOPS = "When this person leaves, this stops";
    SI_NOTHING = "Nothing: this sign-in carries no mailbox.";
    SI_FOR = "{} for {2}";
    SI_WITHOUT_ONE = "{} mailbox has no sign-in.";
    SI_WITHOUT = "{} mailboxes have no sign-in.";
    SI_TABLE = "Who carries which mailbox";
    SI_MOVE_TITLE = "Moving to another sign-in";
    SI_MOVE_LINE = "Each mailbox is read with the other sign-in first. Only where that works it moves; the others stay and go on working.";
    SI_ALONE = "There is one sign-in. Let a colleague grant consent; then mailboxes can move.";
    SI_ANOTHER = "Sign in somebody else";
    SI_TO = "To";
    SI_TRY = "Try";
    SI_MOVE = "Move";
    SI_NOTHING_CHOSEN = "First choose mailboxes in the table.";
    SI_TRIED = "{} can move, {2} cannot.";
    SI_MOVED = "{} moved, {2} stayed.";
    SI_CAN = "can take over";
    SI_CANNOT = "cannot take over";
    SI_HERE = "carries it";
    SI_FIRST = "These are the first 500 mailboxes.";
    SI_LINK = "Who carries which mailbox";


    // --- The command palette, the keys, and what the panel says about itself: cut off, out of date, slow ---
    P_TITLE = "Search and commands";
    P_FIELD = "Find mailbox, account or action";
    P_MAILBOXES = "Mailboxes";
    P_ACCOUNTS = "Graph accounts";
    P_ACTIONS = "Actions";
    P_HELP = "Help";
    P_CHECK = "Check {}";
    P_DIAGNOSIS = "Open the diagnosis";
    P_NOTHING = "Nothing found";
    P_ONE = "{} result";
    P_MANY = "{} results";
    P_CAUSE = "Show mailboxes with this cause";
    P_OVERVIEW = "To the overview of mailboxes";
    P_FAILING = "Show failing mailboxes";
    P_LANGUAGE = "Language: {}";
    P_LIGHT = "Colours: light";
    P_DARK = "Colours: dark";
    P_SYSTEM = "Colours: as the system";

    KEYS = "Keyboard shortcuts";
    KEYS_THEN = "then";
    KEYS_OR = "or";
    KEYS_LEAD = "Everything in this panel works without a mouse as well: Tab moves on, Enter or Space activates, Esc closes.";
    KEYS_EVERYWHERE = "Everywhere";
    KEYS_LIST = "In the list of mailboxes";
    KEYS_KEY = "Key";
    KEYS_DOES = "What it does";
    KEYS_SWITCH = "Single-key shortcuts";
    KEYS_SWITCH_LINE = "Turn them off if you use speech control, or if they are in the way. Ctrl K keeps working.";
    K_PALETTE = "Open search and commands";
    K_FILTER = "To the filter of the list";
    K_HELP = "This page";
    K_GO_MAILBOXES = "To mailboxes";
    K_GO_ACCOUNTS = "To Graph accounts";
    K_GO_CHECK = "Go to Check a mailbox";
    K_GO_MIGRATION = "To migration";
    K_GO_LOG = "To the log";
    K_SUBMIT = "Submit the form";
    K_ESC = "Close, or clear the selection";
    K_DOWN = "One mailbox down";
    K_UP = "One mailbox up";
    K_SELECT = "Select";
    K_RANGE = "Extend the selection";
    K_OPEN = "Open the mailbox";
    K_CHECK = "Check";
    K_TEST = "Send a test mail";

    OFFLINE = "Your computer is not connected. What you see and filled in stays; once the connection is back it goes on by itself.";
    AWAY_WORKS = "ImageCapture itself does not depend on this panel: jobs that already have a token go on.";
    NEW_VERSION = "There is a new version of this panel. Reload when it suits you.";
    PIECE_TITLE = "This part of the panel did not arrive";
    PIECE_TEXT = "The connection may have been lost for a moment: try again. If that does not help, the server has a new version, which Reload brings.";
    RELOAD = "Reload";
    SLOW = "This takes longer than usual. We are still waiting for the server.";


    // --- Verdicts, what helpdesk may say, and the page for checking one mailbox ---
    MX_TITLE = "Asked, granted and proved";
    MX_HINT = "What was proved decides: a granted permission says nothing about Exchange yet.";
    MX_NEED = "Needed to";
    MX_ASKED = "Asked";
    MX_GRANTED = "Granted";
    MX_PROVED = "Proved";
    HISTORY = "What happened";
    HISTORY_MORE = "All in the log";
    VERDICT = "Verdict";
    SINCE = "since";
    PROVED = "tested";
    V_OK = "ImageCapture reads, moves and sends mail";
    V_OK_IMPORT = "ImageCapture reads and moves mail";
    V_OK_SEND = "ImageCapture sends mail as this mailbox";
    V_WARN = "This mailbox works but needs attention";
    V_UNSEEN = "Whether this mailbox works now cannot be seen";
    V_IDLE = "Not everything has been tested yet";
    V_IDLE_LINE = "What is green is proven. Full proof and a test mail prove the rest.";
    ST_STALE = "Overdue";
    STALE_WHY = "The check is overdue";
    V_STALE = "This has not been checked for too long";
    V_STALE_LINE = "Last time everything worked. Our checks are overdue; whether it works now we do not know.";
    STALE_REMEDY = "Check the mailbox. Where checks stay overdue, an administrator has to look at the ImageCapture server.";
    V_BUSY = "The check is running";
    V_BAD_SIGN_IN = "ImageCapture cannot sign in at Microsoft";
    V_BAD_READ = "ImageCapture cannot open this mailbox";
    V_BAD_MODIFY = "ImageCapture reads mail but cannot change any";
    V_BAD_MOVE = "ImageCapture reads mail but cannot move any";
    V_BAD_SEND = "ImageCapture cannot send from this mailbox";
    V_BAD_SENT_ITEMS = "Sent mail does not get the right sender or copy";
    RUN_STEP = "Step {} of {2}";
    NOBODY_NEEDED = "Nobody has to do anything.";
    IDLE_REMEDY = "An administrator starts Full proof at this mailbox and sends a test mail.";
    SAY_TITLE = "Tell the caller";
    SAY_OK = "“Your mailbox is connected and works. If you still miss something, tell me sender and time and we look further.”";
    SAY_WARN = "“Your mailbox works. Our administrator has to renew something soon; you need not do anything.”";
    SAY_IDLE = "“This mailbox has not been tested completely. I am having that done and will get back to you.”";
    SAY_OUTAGE = "“The connection with Microsoft is disturbed right now. Your mail is kept in your mailbox. We keep an eye on it.”";
    SAY_SEND = "“Sending from this address does not work right now. Nothing is lost. I am reporting it to our administrator.”";
    SAY_UNKNOWN = "“We know this address, but Microsoft has no mailbox by this name. Is the spelling right? Then I report it to our administrator now.”";
    SAY_STOPPED = "“Your mail arrives and is kept in your mailbox. Processing has stopped. I am reporting it to our administrator now.”";
    LAST_KNOWN = "Last known";
    NO_ANSWER = "Microsoft does not answer within 8 s";
    CHECK_FIELD = "E-mail address of the mailbox";
    CHECK_PLACEHOLDER = "name@company.com";
    COPY_DIAGNOSIS = "Copy diagnosis";
    SHARE_DIAGNOSIS = "Share diagnosis";
    REPORT = "Report by mail";
    REPORT_HINT = "Opens your own mail program; you choose to whom.";
    REPORT_TO = "Report to {}";
    REPORT_TO_ALL = "Report to the administrators";
    REPORT_TO_HINT = "Opens your own mail program, with the mail ready for {}.";
    MAIL_CARD = "What comes in";
    MAIL_INBOX = "Inbox";
    MAIL_EMPTY = "Empty: nothing waits";
    MAIL_WAITS_ONE = "1 message waits";
    MAIL_WAITS_MANY = "{} messages wait";
    MAIL_UNREAD = "{} unread";
    MAIL_NEWEST = "the newest came";
    MAIL_FETCHED = "ImageCapture last came for mail";
    MAIL_NEVER_FETCHED = "not yet, as far as is known";
    SENDER_TITLE = "Did somebody's mail arrive?";
    SENDER_FIELD = "E-mail address of the sender";
    SENDER_HINT = "in the last 24 hours; you see only whether and when";
    SENDER_FIND = "Find the mail";
    SENDER_YES = "Yes, mail from {} last came on {2}";
    SENDER_IN_INBOX = "The mail is in the inbox and waits for ImageCapture.";
    SENDER_IN_JUNK = "The mail is among the junk mail, where ImageCapture does not look. Whoever manages the mailbox can move it to the inbox.";
    SENDER_ELSEWHERE = "The mail is no longer in the inbox: ImageCapture or somebody else moved it.";
    SENDER_NO = "No, in the last 24 hours nothing came from {}";
    SENDER_NO_TEXT = "Ask the caller which address the mail was sent to, and whether an error message came back.";
    COPY_LINK = "Copy link";
    DIAGNOSIS = "Diagnosis";
    KEPT = "This is how this mailbox stood on {}, kept by {2}.";
    KEPT_UNTIL = "This does not change any more. Whoever can sign in here can open this link until {}. There is no subject or text of mail in it, no secret and no token.";
    HOW_NOW = "How it is now";
    KEPT_GONE = "This diagnosis is not there (any more)";
    KEPT_GONE_TEXT = "A diagnosis is kept for 90 days. Check the link, or check the mailbox again.";
    OPEN_MAILBOX = "To the mailbox";
    UNKNOWN_MAILBOX = "This mailbox is not in ImageCapture";
    UNKNOWN_MAILBOX_TEXT = "ImageCapture does nothing with {}. Check the address, or have an administrator add the mailbox.";
    ON_EXCHANGE = "This mailbox still uses the old Exchange account";
    ON_EXCHANGE_TEXT = "Only after the migration can {} be checked here. It now stands at “{2}”.";
    ON_EXCHANGE_STAYS = "{} lies on an Exchange server of your own and goes on that way. It cannot be checked here.";
    SAY_ON_EXCHANGE = "“Your mailbox is still fetched the old way. I cannot measure it here; I will ask our administrator and come back to you.”";
    CHECK_EMPTY = "Enter the address of the mailbox the caller asks about. You see at once how it stands, while we check it again.";


    // --- Warnings: where they go, and what was told ---------------------------
    W_TITLE = "Warnings";
    W_LINE = "One message for each change: a mailbox fails or recovers, a mailbox is silent, a secret expires in 60, 30, 7 days or 1 day.";
    W_WHERE = "Where to";
    W_FROM = "Mail from mailbox";
    W_FROM_HINT = "a mailbox of ImageCapture that sends";
    W_TO = "To";
    W_TO_HINT = "separate addresses with a comma";
    W_LANG = "Language of the mail";
    W_HOOK = "Webhook";
    W_HOOK_HINT = "https address that takes messages";
    W_HOOK_NEW = "New signing secret";
    W_HOOK_NEW_HINT = "The old one then stops counting. A first webhook gets one automatically.";
    W_HOOK_SECRET = "Signing secret";
    W_SILENT = "Silent after this many hours";
    W_SILENT_HINT = "without a successful check; 0 is never";
    W_TEST = "Send a test message";
    W_TESTED = "The try-out is on its way. Below you see how it arrives.";
    W_TOLD = "Warnings sent";
    W_NOTHING = "Nothing sent yet.";
    W_NOBODY = "There was nobody to tell.";
    W_RECOVERED = "{} works again";
    W_SECRET = "Secret of {} ends {2}";
    W_SILENCE = "{} is silent since {2}";
    W_TRY = "Try-out";
    W_BY_MAIL = "Mail";
    W_SENT = "{}: taken";
    W_WAITING = "{}: being tried";
    W_UNKNOWN = "{}: may have arrived";
    W_FAILED = "{}: failed";
    W_TRIES = "tried {} times";

    I_MAIL_FROM = "Choose a mailbox that ImageCapture knows and sends with.";
    I_MAIL_TO = "Fill in whom the mail goes to.";
    I_HOOK = "Fill in an address that begins with https://.";
    I_HOURS = "Fill in a number of hours, from 0 to 2160.";


    // --- Moments and days in words --------------------------------------------
    MONTHS = "January February March April May June July August September October November December";
    DAY_OF_MONTH = "{} {2}";
    OF_YEAR = "{} {2}";
    AT_TIME = "{} at {2}";
    JUST_NOW = "just now";
    MINUTE_AGO = "{} minute ago";
    MINUTES_AGO = "{} minutes ago";
    HOUR_AGO = "{} hour ago";
    HOURS_AGO = "{} hours ago";
    DAYS_AGO = "{} days ago";
    YEARS_AGO = "{} years ago";
    YESTERDAY = "yesterday";
    TODAY = "today";
    TOMORROW = "tomorrow";
    IN_MINUTE = "in {} minute";
    IN_MINUTES = "in {} minutes";
    IN_HOUR = "in {} hour";
    IN_HOURS = "in {} hours";
    IN_DAYS = "in {} days";
    IN_YEARS = "in {} years";


    // --- Mails of the backend, and the calendar of secrets --------------------
    WARN_BAD_ONE = "{} mailbox does not work";
    WARN_BAD_MANY = "{} mailboxes do not work";
    WARN_SILENT_ONE = "{} mailbox is silent";
    WARN_SILENT_MANY = "{} mailboxes are silent";
    WARN_SECRET_ONE = "{} client secret expires";
    WARN_SECRET_MANY = "{} client secrets expire";
    WARN_RECOVERED_ONE = "{} mailbox works again";
    WARN_RECOVERED_MANY = "{} mailboxes work again";
    WARN_TEST = "test warning";
    WARN_LINE_BAD = "{} <{2}> has not worked since {3}.";
    WARN_LINE_SILENT = "{} <{2}> has not shown since {3} that it works.";
    WARN_LINE_SECRET_ONE = "The client secret of {} expires in {2} day.";
    WARN_LINE_SECRET_MANY = "The client secret of {} expires in {2} days.";
    WARN_LINE_RECOVERED = "{} <{2}> works again since {3}.";
    WARN_LINE_TEST = "This is a test warning, asked for by {}. Warnings arrive.";
    WARN_OTHERS = "And {} others.";
    WARN_SEE = "See everything in ImageCapture: {}";

    ASK_MAIL_CONSENT = "Consent asked for {}";
    ASK_MAIL_CONSENT_TEXT = "{} asks you to let ImageCapture use {2}. Open this link, read what is asked for and sign in at Microsoft as {3}.\n\n{4}\n\nThe link works once and until {5}. If you do not expect this, ask first.\n";
    ASK_MAIL_SECRET = "Client secret asked for {}";
    ASK_MAIL_SECRET_TEXT = "{} asks you to fill in the client secret of {2}. Open this link.\n\n{4}\n\nThe link works once and until {5}. Do not mail the secret itself.\n";

    RELAY_UNKNOWN = "This reply from Microsoft belongs to no installation known here. Nothing was passed on. Start the consent again from ImageCapture.";

    ICS_NAME = "ImageCapture: client secrets";
    ICS_CURRENT = "Client secret of {} expires";
    ICS_CURRENT_TEXT_ONE = "Secret {}… is used by {2} mailbox. Create a new secret in Entra and save it in ImageCapture as the next one.";
    ICS_CURRENT_TEXT_MANY = "Secret {}… is used by {2} mailboxes. Create a new secret in Entra and save it in ImageCapture as the next one.";
    ICS_NEXT = "Next client secret of {} expires";
    ICS_NEXT_TEXT = "Secret {}… is waiting and not yet in use.";
    ICS_PREVIOUS = "Old client secret of {} expires";
    ICS_PREVIOUS_TEXT = "Secret {}… was replaced. Remove it in Entra.";
}

// Why something is not as it should be: what happened, what to do about it, and, where
// many stand below each other, the cause in few words without a stop.
causes! {
    // --- the panel and its API ---------------------------------------------
    NotSignedIn = "You are not signed in.",
        "Sign in. What you filled in stays where it is.";
    WrongCredentials = "The e-mail address or password is wrong.",
        "Check both and try again.";
    TooManyTries = "There were too many tries.",
        "Wait a minute, then try again.";
    ConfirmPassword = "Confirm your password first.",
        "This is a far-reaching action. After confirming it continues by itself.";
    PasswordWrong = "This password is wrong.",
        "Check it and try again.";
    LastAdmin = "This is the last administrator.",
        "Give somebody else the role of administrator first.";
    InvitationOver = "This invitation is no longer valid.",
        "Ask an administrator of ImageCapture for a new invitation.";
    SetUpCodeWrong = "This set-up code is wrong.",
        "The code is in the output of the server. After a restart the newest one counts.";
    SetUpDone = "The first administrator exists already.",
        "Sign in, or ask an administrator for access.";
    Forbidden = "Only an administrator may do this.",
        "Ask an administrator of ImageCapture to do it.";
    CrossSite = "This request did not come from the panel.",
        "Open the panel at its own address. If that is right, check the public address in the configuration.";
    Invalid = "Something you filled in is not right.",
        "Correct the marked fields.";
    Malformed = "The server does not understand this request.",
        "Reload the page. If it stays, tell us.";
    TooSlow = "The request did not arrive completely in time.",
        "Check your connection and try again.";
    WrongMethod = "This address does not know this operation.",
        "Reload the page. If it stays, tell us.";
    ChangedMeanwhile = "Somebody has changed this meanwhile.",
        "Look at how it is now and change that.";
    KeyReused = "This request carries the mark of another request.",
        "Use a new Idempotency-Key for each new request.";
    CutShort = "The same request is still running, or was cut short.",
        "See whether it was done. If not, start again.";
    NotFound = "This does not exist, or no longer.",
        "Go back to the overview.";
    AlreadyExists = "This exists already.",
        "Open the existing one, or choose another name or address.";
    InUse = "This account still has mailboxes.",
        "Remove the mailboxes of this account first.";
    Busy = "A check is already running here.",
        "Wait until it has finished.";
    RunNotStopped = "This run is not stopped.",
        "Look at where the run stands. Where it is done, start a new one.";
    WebhookTarget = "No webhook may go to this address.",
        "Use a public https address. For one in your own network, the system administrator names that network in the configuration.";
    NobodyToWarn = "There is nobody to warn yet.",
        "Fill in a mailbox with recipients, or a webhook, first.";
    AskedOver = "This link does not work.",
        "Another one took its place, or it was not copied whole. Use the last link, or ask whoever sent it for a new one.";
    AskedUsed = "This link was used already.",
        "What was asked for is done. You need not do anything. If it was not you, tell whoever sent the link.";
    AskedExpired = "This link has expired.",
        "Nothing was changed. Ask whoever sent it for a new one.";
    AskedRevoked = "This link was taken back.",
        "Nothing was changed. Ask whoever sent it what they want.";
    NothingMissing = "No right is missing on these mailboxes that a script can give.",
        "Look at the cause at the mailbox. Check again where something was just changed.";
    NoAccountFits = "No Graph account fits this address.",
        "Connect a Graph account of this organisation, or choose one yourself.",
        "No Graph account fits";
    SeveralAccountsFit = "Several Graph accounts fit this address.",
        "Choose which account is to serve the mailbox.",
        "Several Graph accounts fit";
    PurposesBeyondAccount = "The Graph account is not for everything this mailbox does.",
        "Extend the purposes of the account, or choose another account.",
        "Account is not for everything";
    NotReady = "Not everything you chose is ready to be switched.",
        "Rehearse first, and solve what that finds.";
    NothingToRehearse = "There is nothing that can rehearse.",
        "Choose a Graph account for the addresses for which it is not known.";
    AlreadySwitched = "This mailbox uses Graph already.",
        "Roll back the wave that switched it first.";
    WaveRunning = "A wave is running already.",
        "Wait until it has finished, or stop it.";
    NothingSwitched = "No mailbox of this wave uses Graph any more.",
        "There is nothing to roll back.";
    RollBackOver = "This wave is over 14 days old.",
        "It can no longer be rolled back. Solve the problem at the mailbox itself.";
    TooLarge = "This is too large.",
        "Shorten it and try again.";
    Storage = "The storage of the server cannot be reached now.",
        "Nothing was changed. Check disk space and database of the server.";
    StorageFull = "The disk of the server is full.",
        "Nothing was changed. Make room on the disk of the server; no restart is needed.";
    StoredDamaged = "What is stored of this account is damaged.",
        "Enter the client secret again and consent again, or restore a backup. Other accounts go on as usual.";
    Internal = "Something went wrong in the server.",
        "Try again. If it stays, tell us the number of this request.";
    ServerAway = "The ImageCapture server does not answer.",
        "Check your connection. We try again in a moment.";

    // --- a consent ----------------------------------------------------------
    ConsentDeclined = "Consent was declined at Microsoft.",
        "Nothing was changed. Try again, or let somebody else consent.";
    AdminApprovalNeeded = "Only an administrator may consent in this organisation.",
        "Send the administrator link to a Microsoft Entra administrator. Then simply sign in again.";
    ConsentExpired = "This took more than 15 minutes.",
        "Nothing was changed. Start the consent again.";
    ConsentUnknown = "This reply from Microsoft belongs to no request made here.",
        "Nothing was changed. Start the consent again from the account.";
    ConsentOtherBrowser = "This reply belongs to another tab or another browser.",
        "Nothing was changed. Finish where you began, or start again here.";
    ConsentSessionEnded = "Your ImageCapture session ended on the way.",
        "Nothing was changed. Sign in and start the consent again.";
    AccountChanged = "The account was changed on the way.",
        "Nothing was saved. Start the consent again.";
    WrongTenant = "Somebody signed in from another tenant than that of this account.",
        "Nothing was saved. Sign in as somebody of this account's tenant, or correct the tenant ID.";
    WrongPerson = "Somebody else signed in than was expected.",
        "Nothing was saved. Sign in with the expected address.";
    ScopesMissing = "Microsoft did not grant every permission that is needed.",
        "Add the missing ones under API permissions and consent again.";
    ReplyNotTrusted = "Microsoft's reply did not pass our checks.",
        "Nothing was saved. Start again. If it stays, check the server's clock and tell us.";
    CodeUsed = "This reply from Microsoft was used already.",
        "Start the consent again.";

    // --- Entra ID -----------------------------------------------------------
    SecretWrong = "The client secret is wrong.",
        "Often the Secret ID was pasted, or the end is missing. Create a new secret in Entra and copy the column Value.",
        "Client secret is wrong";
    SecretExpired = "The client secret has expired.",
        "Create a new secret in Entra, copy the column Value and save it here.",
        "Client secret expired";
    SecretExpiresSoon = "The client secret expires soon.",
        "Create a new secret in Entra and save it here. The old one works until then.",
        "Client secret expires soon";
    NoNextSecret = "No new client secret is waiting.",
        "Save the new secret first. It is tried at Microsoft before it counts.";
    NoPreviousSecret = "There is no previous client secret any more.",
        "Look at the account. A secret that ended or was removed cannot come back.";
    AppNotFound = "This app does not exist in this tenant.",
        "Check client ID and tenant ID: do they belong to the same app registration?";
    TenantNotFound = "This tenant does not exist.",
        "Paste the Directory (tenant) ID or a domain of your organisation.";
    AppDisabled = "The app is disabled in Entra.",
        "Allow sign-in again under Enterprise applications, Properties.";
    RedirectNotRegistered = "The redirect URI is not in the app registration.",
        "Copy the redirect URI of this account and add it under Authentication, type Web. Then wait 5 minutes.";
    NotWebPlatform = "The redirect URI is not registered as type Web.",
        "Remove it under Single-page application and add it under Web.";
    ConsentMissing = "There is no consent for this app any more.",
        "Consent again, or use the administrator link.",
        "No consent any more";
    PermissionNotRegistered = "The app registration lacks a permission.",
        "Add the delegated Graph permissions shown here under API permissions.";
    GrantEnded = "Microsoft has ended the sign-in.",
        "Consent again. This happens after a new password, a revocation or 90 days without use.",
        "Sign-in ended";
    PersonDisabled = "The person who signed in is disabled or deleted in Entra.",
        "Enable the person again, or consent as somebody else.",
        "Signed-in person disabled";
    MfaNeeded = "Microsoft asks for additional verification.",
        "Consent again and complete the additional verification.",
        "Additional verification needed";
    ConditionalAccess = "Conditional Access of your organisation blocks this.",
        "Find the sign-in in Entra's Sign-in logs and make an exception for this account.",
        "Conditional Access blocks";
    SignInFrequency = "A policy in Entra ends sign-ins after a fixed time.",
        "Make an exception for this account in Conditional Access. Then consent again.",
        "Sign-in ended by policy";
    NotAssigned = "This person is not assigned to the app.",
        "Assign the person under Enterprise applications, Users and groups.",
        "Person not assigned to app";
    WrongCloud = "This tenant belongs to another Microsoft cloud.",
        "Choose the right cloud for the account.",
        "Other Microsoft cloud";
    EntraRefused = "Microsoft Entra refuses this.",
        "Read Microsoft's own text under the technical details.";

    // --- Graph and Exchange --------------------------------------------------
    NoSignIn = "Nobody has consented for this account yet.",
        "Open the account and consent.",
        "No consent yet";
    NoMailboxAccess = "The person who signed in has no access to this mailbox in Exchange.",
        "Grant Full Access on the mailbox. It may take an hour to work.",
        "No access in Exchange";
    MailboxUnknown = "This address does not exist in this tenant.",
        "Check the address. Was the mailbox renamed or removed?",
        "Address does not exist";
    MailboxNotOnline = "This is not a mailbox in Exchange Online.",
        "It is on your own server, has no licence or is inactive. Move it or license it.",
        "Not in Exchange Online";
    PermissionMissing = "The consent does not include this permission.",
        "Consent again for the account. That mends all its mailboxes.",
        "Permission missing";
    SendAsDenied = "Sending as this address is not allowed.",
        "Grant the person who signed in Send As on this mailbox. It may take an hour to work.",
        "No right to send";
    RecipientRefused = "Microsoft does not accept the recipient.",
        "Check the address of the recipient.";
    TokenRefused = "Graph refuses the token that Entra just gave.",
        "Check again. If it stays, consent again and tell us.";
    Throttled = "Microsoft is throttling.",
        "No action needed. We continue later.";
    MailboxFull = "The mailbox is full.",
        "Free some space in the mailbox.";
    GraphRefused = "Microsoft Graph refuses this.",
        "Read Microsoft's own text under the technical details.";
    SentElsewhere = "The mail left, but its copy or its sender is not that of this mailbox.",
        "Check Send As and Send on Behalf of the person who signed in.",
        "Sender or copy is not right";
    NotArrived = "The mail was accepted but has not arrived yet.",
        "Check again later, and see whether a rule or filter moved it.",
        "Test mail not arrived yet";
    SendUnknown = "Unknown whether the mail was sent: Microsoft's answer did not come.",
        "Look in Sent Items. We do not send it again by ourselves.",
        "Unknown whether test mail left";

    // --- the road to Microsoft ------------------------------------------------
    MicrosoftUnreachable = "Our server cannot reach Microsoft.",
        "Your settings were not tested. Check the firewall or proxy of the server.";
    MicrosoftSilent = "Microsoft does not answer in time.",
        "Your settings are fine. Try again later.";
    MicrosoftUnwell = "Microsoft has a problem.",
        "Your settings are fine. Try again later.";
    MicrosoftGarbled = "An unreadable reply came instead of Microsoft's.",
        "Often a proxy or firewall replies. Check it on the server.",
        "Unreadable reply";
}
