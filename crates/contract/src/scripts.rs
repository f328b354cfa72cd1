//! The whole app registration as a script, for whoever would rather not click
//! through the portal. What it prints, [`crate::paste`] recognises.
//!
//! Permission ids are those of Microsoft Graph's delegated permissions.

use crate::accounts::Cloud;
use crate::purposes::{Purposes, Scope};
use crate::rights::{ExchangeRight, MissingRight};

/// Microsoft Graph, whose permissions these are.
const GRAPH: &str = "00000003-0000-0000-c000-000000000000";

/// `offline_access`: without it no sign-in lasts longer than an hour.
const OFFLINE_ACCESS: &str = "7427e0e9-2fba-42fe-b0c0-848c9e6a8182";

/// `openid`: tells who signed in.
const OPENID: &str = "37f7f235-527c-4136-accd-4a02d197296e";

/// `profile`: their name.
const PROFILE: &str = "14dad69e-099b-42c9-810b-d002981feec1";

fn permission(scope: Scope) -> &'static str {
    match scope {
        Scope::MailReadWriteShared => "5df07973-7d5d-46ed-9847-1271055cbd51",
        Scope::MailSendShared => "a367ab51-6b49-43bf-a716-a1fb06d2a174",
    }
}

fn permissions(purposes: Purposes) -> impl Iterator<Item = &'static str> {
    let own = purposes.scopes().map(permission);
    own.chain([OFFLINE_ACCESS, OPENID, PROFILE])
}

/// For the Azure CLI, in Cloud Shell or any `bash` with GNU `date`.
#[must_use]
pub fn azure_cli(cloud: Cloud, name: &str, redirect_uri: &str, purposes: Purposes) -> String {
    // `az cloud list`; Cloud Shell of a national cloud is set to it already.
    let cloud = match cloud {
        Cloud::Global => "",
        Cloud::UsGovernment | Cloud::UsDefense => {
            "az cloud set --name AzureUSGovernment && az login --output none\n"
        }
        Cloud::China => "az cloud set --name AzureChinaCloud && az login --output none\n",
    };
    let scopes: Vec<String> = permissions(purposes)
        .map(|id| [id, "=Scope"].concat())
        .collect();
    [
        cloud,
        "NAME=",
        &quoted(name, "'\\''"),
        "\nURI=",
        &quoted(redirect_uri, "'\\''"),
        "\nEND=$(date -u -d '+2 years -1 day' +%F)\n\
         APP=$(az ad app create --display-name \"$NAME\" --sign-in-audience AzureADMyOrg \
         --web-redirect-uris \"$URI\" --query appId --output tsv)\n\
         az ad sp create --id \"$APP\" --output none\n\
         az ad app permission add --id \"$APP\" --api ",
        GRAPH,
        " --api-permissions ",
        &scopes.join(" "),
        " --output none --only-show-errors\n\
         az ad app credential reset --id \"$APP\" --append --display-name \"$NAME\" \
         --end-date \"$END\" --only-show-errors\n\
         echo \"endDateTime: $END\"\n",
    ]
    .concat()
}

/// For PowerShell with the module Microsoft.Graph.Applications.
#[must_use]
pub fn power_shell(cloud: Cloud, name: &str, redirect_uri: &str, purposes: Purposes) -> String {
    // `Get-MgEnvironment`
    let cloud = match cloud {
        Cloud::Global => "",
        Cloud::UsGovernment => " -Environment USGov",
        Cloud::UsDefense => " -Environment USGovDoD",
        Cloud::China => " -Environment China",
    };
    let scopes: Vec<String> = permissions(purposes)
        .map(|id| ["@{Id='", id, "'; Type='Scope'}"].concat())
        .collect();
    [
        "Connect-MgGraph",
        cloud,
        " -Scopes 'Application.ReadWrite.All' -NoWelcome\n$name = ",
        &quoted(name, "''"),
        "\n$app = New-MgApplication -DisplayName $name -SignInAudience 'AzureADMyOrg' `\n  \
         -Web @{RedirectUris = @(",
        &quoted(redirect_uri, "''"),
        ")} `\n  -RequiredResourceAccess @(@{ResourceAppId = '",
        GRAPH,
        "'; ResourceAccess = @(",
        &scopes.join(", "),
        ")})\n\
         New-MgServicePrincipal -AppId $app.AppId | Out-Null\n\
         $secret = Add-MgApplicationPassword -ApplicationId $app.Id -PasswordCredential @{\n  \
         DisplayName = $name; EndDateTime = (Get-Date).AddYears(2).AddDays(-1)}\n\
         [ordered]@{tenantId = (Get-MgContext).TenantId; appId = $app.AppId\n  \
         clientSecret = $secret.SecretText\n  \
         endDateTime = $secret.EndDateTime.ToString('yyyy-MM-dd')} | ConvertTo-Json\n",
    ]
    .concat()
}

/// For Exchange Online PowerShell: gives these rights, each in the cloud of its
/// mailbox; and the same, taken back. One sign-in for each cloud, where the rights
/// of one cloud stand together.
#[must_use]
pub fn exchange_rights(missing: &[(Cloud, MissingRight)]) -> (String, String) {
    let (mut give, mut take) = (String::new(), String::new());
    let mut here = None;
    for (cloud, one) in missing {
        if here.replace(*cloud) != Some(*cloud) {
            // Microsoft: Connect-ExchangeOnline, -ExchangeEnvironmentName
            let environment = match cloud {
                Cloud::Global => "",
                Cloud::UsGovernment => " -ExchangeEnvironmentName O365USGovGCCHigh",
                Cloud::UsDefense => " -ExchangeEnvironmentName O365USGovDoD",
                Cloud::China => " -ExchangeEnvironmentName O365China",
            };
            for script in [&mut give, &mut take] {
                script.extend([
                    "Connect-ExchangeOnline",
                    environment,
                    " -ShowBanner:$false\n",
                ]);
            }
        }
        let (mailbox, person) = (
            quoted(one.address.as_str(), "''"),
            quoted(one.person.as_str(), "''"),
        );
        let ((add, remove), who, right) = match one.right {
            ExchangeRight::FullAccess => (
                ("Add-MailboxPermission", "Remove-MailboxPermission"),
                " -User ",
                "FullAccess",
            ),
            ExchangeRight::SendAs => (
                ("Add-RecipientPermission", "Remove-RecipientPermission"),
                " -Trustee ",
                "SendAs",
            ),
        };
        let rest = [
            " -Identity ",
            &mailbox,
            who,
            &person,
            " -AccessRights ",
            right,
        ]
        .concat();
        // Without AutoMapping no Outlook of that person opens the mailbox too.
        let mapping = match one.right {
            ExchangeRight::FullAccess => " -AutoMapping $false",
            ExchangeRight::SendAs => "",
        };
        give.extend([add, &rest, mapping, " -Confirm:$false\n"]);
        take.extend([remove, &rest, " -Confirm:$false\n"]);
    }
    (give, take)
}

/// In single quotes, which a shell takes word for word.
fn quoted(text: &str, quote: &str) -> String {
    let line: String = text.chars().filter(|c| !c.is_control()).collect();
    ["'", &line.replace('\'', quote), "'"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paste::recognise;
    use crate::time::Day;

    const URI: &str = "https://capture.contoso.nl/microsoftgraph";

    #[test]
    fn a_script_asks_for_what_the_purposes_need_and_no_more() {
        let read = "5df07973-7d5d-46ed-9847-1271055cbd51";
        let send = "a367ab51-6b49-43bf-a716-a1fb06d2a174";
        for script in [azure_cli, power_shell] {
            let all = script(Cloud::Global, "ImageCapture", URI, Purposes::ALL);
            assert!(all.contains(read) && all.contains(send) && all.contains(URI));
            let import = script(Cloud::Global, "ImageCapture", URI, Purposes::IMPORT);
            assert!(import.contains(read) && !import.contains(send));
            assert!(import.contains(OFFLINE_ACCESS));
        }
    }

    #[test]
    fn a_script_for_a_national_cloud_signs_in_there_first() {
        for (cloud, cli, shell) in [
            (
                Cloud::UsGovernment,
                "AzureUSGovernment",
                "-Environment USGov ",
            ),
            (
                Cloud::UsDefense,
                "AzureUSGovernment",
                "-Environment USGovDoD ",
            ),
            (Cloud::China, "AzureChinaCloud", "-Environment China "),
        ] {
            let script = azure_cli(cloud, "ImageCapture", URI, Purposes::ALL);
            let first = ["az cloud set --name ", cli, " && az login"].concat();
            assert!(script.starts_with(&first), "{script}");
            let script = power_shell(cloud, "ImageCapture", URI, Purposes::ALL);
            assert!(
                script.starts_with(&["Connect-MgGraph ", shell].concat()),
                "{script}"
            );
        }
        let script = azure_cli(Cloud::Global, "ImageCapture", URI, Purposes::ALL);
        assert!(!script.contains("az cloud"), "{script}");
    }

    #[test]
    fn a_name_cannot_break_out_of_its_quotes() {
        let name = "O'Neill'; rm -rf ~ #\nevil";
        let script = azure_cli(Cloud::Global, name, URI, Purposes::ALL);
        assert!(script.starts_with("NAME='O'\\''Neill'\\''; rm -rf ~ #evil'\n"));
        let script = power_shell(Cloud::Global, name, URI, Purposes::ALL);
        assert!(script.contains("$name = 'O''Neill''; rm -rf ~ #evil'\n"));
    }

    #[test]
    fn an_address_cannot_break_out_of_a_script_for_rights() {
        let address = crate::ids::Address::parse("o'neill'$(x)@contoso.nl");
        // Exchange has no such address; the quote alone is one it has.
        assert!(address.is_err());
        let address = crate::ids::Address::parse("o'neill@contoso.nl").unwrap();
        let right = MissingRight {
            address: address.clone(),
            right: ExchangeRight::SendAs,
            person: address,
        };
        let missing = [
            (Cloud::Global, right.clone()),
            (Cloud::Global, right.clone()),
            (Cloud::China, right),
        ];
        let (give, take) = exchange_rights(&missing);
        let line =
            "-Identity 'o''neill@contoso.nl' -Trustee 'o''neill@contoso.nl' -AccessRights SendAs";
        assert!(
            give.contains(&["Add-RecipientPermission ", line].concat()),
            "{give}"
        );
        assert!(
            take.contains(&["Remove-RecipientPermission ", line].concat()),
            "{take}"
        );
        for script in [give, take] {
            let connects: Vec<_> = script
                .lines()
                .filter(|l| l.starts_with("Connect"))
                .collect();
            assert_eq!(
                connects,
                [
                    "Connect-ExchangeOnline -ShowBanner:$false",
                    "Connect-ExchangeOnline -ExchangeEnvironmentName O365China -ShowBanner:$false"
                ]
            );
        }
    }

    #[test]
    fn what_the_scripts_print_fills_everything() {
        let secret = "abc8Q~0123456789abcdefghijklmnopqrstuv";
        let (tenant, client) = (
            "8f14e45f-ceea-467f-a83c-1d2a9c40b7e6",
            "1b6453e9-72a0-4c1e-9d35-0b7f6a21d8c4",
        );
        let cli = format!(
            "{{\n  \"appId\": \"{client}\",\n  \"password\": \"{secret}\",\n  \"tenant\": \"{tenant}\"\n}}\nendDateTime: 2028-11-21\n"
        );
        let shell = format!(
            "{{\n  \"tenantId\": \"{tenant}\",\n  \"appId\": \"{client}\",\n  \"clientSecret\": \"{secret}\",\n  \"endDateTime\": \"2028-11-21\"\n}}"
        );
        for printed in [cli, shell] {
            let found = recognise(&printed);
            assert_eq!(found.tenant.as_deref(), Some(tenant));
            assert_eq!(found.client_id.as_deref(), Some(client));
            assert_eq!(found.client_secret.as_deref(), Some(secret));
            assert_eq!(found.secret_expires, Day::parse("2028-11-21"));
        }
    }
}
