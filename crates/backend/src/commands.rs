//! The commands beside `serve` and `relay`: each opens the store, does one
//! thing, and says what it did.

use crate::audit::{Form, Pages};
use crate::config::{
    AuditAction, AuditExport, Backup, ConfigAction, Export, Import, KeyAction, LineForm, ListForm,
    Restore, Serve, Storage,
};
use crate::http::Panel;
use crate::store::{Actor, KeyReport, KeySource, OpenError, Store};
use crate::transfer::{Refused, read_csv, read_json, take_in, take_out, told, write_csv};
use contract::ids::Name;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// How a command ends badly: one sentence.
pub type Trouble = Box<dyn std::error::Error>;

async fn beside(storage: &Storage) -> Result<Store, Trouble> {
    Ok(Store::beside(storage.places()?.opening()).await?)
}

/// `key rotate` and `key check`.
///
/// # Errors
/// One sentence.
pub async fn key(action: &KeyAction) -> Result<String, Trouble> {
    let (report, done) = match action {
        KeyAction::Rotate(storage) => {
            let store = beside(storage).await?;
            let report = store.rotate_key().await?;
            store.close().await;
            (report, "everything is sealed with it")
        }
        KeyAction::Check(storage) => {
            let store = beside(storage).await?;
            let report = store.check_keys().await?;
            store.close().await;
            (report, "everything that is sealed opens")
        }
    };
    let KeyReport {
        key,
        sealed,
        older,
        damaged,
    } = report;
    if damaged.is_empty() && older == 0 {
        return Ok(format!("Master key {key}: {done} ({sealed} values)."));
    }
    if damaged.is_empty() {
        return Ok(format!(
            "Master key {key}: {sealed} values are sealed with it and {older} with an older key \
             that is there. Run `key rotate` to finish the change of keys."
        ));
    }
    Err(format!(
        "master key {key}: {} values do not open, and belong to accounts that need their secret \
         or a consent again, or a backup: {}",
        damaged.len(),
        damaged.join(", ")
    )
    .into())
}

/// `backup`.
///
/// # Errors
/// One sentence. A file that was begun is taken away again.
pub async fn backup(command: &Backup) -> Result<String, Trouble> {
    let passphrase = command.passphrase.read()?;
    let store = beside(&command.storage).await?;
    let shown = command.file.display();
    let part = command.file.with_added_extension("part");
    if command.file.exists() {
        return Err(format!("{shown} is there already; name another file").into());
    }
    let file = private(&part)?;
    let made = store.back_up(BufWriter::new(&file), &passphrase).await;
    store.close().await;
    let made = match made {
        Ok(made) => made,
        Err(error) => {
            let _ = std::fs::remove_file(&part);
            return Err(error.into());
        }
    };
    // Only a whole backup gets the name of one.
    file.sync_all()
        .and_then(|()| std::fs::rename(&part, &command.file))
        .map_err(|error| format!("{shown} cannot be written: {error}"))?;
    let rows = made.rows;
    Ok(format!(
        "Backup of {rows} rows in {shown}. It and its passphrase are all that a restore needs: \
         keep them apart."
    ))
}

/// A new file that only we may read.
fn private(path: &Path) -> Result<File, Trouble> {
    use std::os::unix::fs::OpenOptionsExt;
    let made = File::options()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path);
    Ok(made.map_err(|error| format!("{} cannot be written: {error}", path.display()))?)
}

/// `restore`.
///
/// # Errors
/// One sentence. Then nothing was restored.
pub async fn restore(command: &Restore) -> Result<String, Trouble> {
    let passphrase = command.passphrase.read()?;
    let shown = command.file.display();
    let file =
        File::open(&command.file).map_err(|error| format!("{shown} cannot be read: {error}"))?;
    let places = command.storage.places()?;
    let done = Store::restore(places.opening(), file, &passphrase).await?;
    let store = beside(&command.storage).await?;
    let audit = store.verify_audit().await;
    store.close().await;
    let audit = match audit {
        Ok(lines) => format!("Its audit of {lines} lines is whole."),
        Err(error) => format!("Mind: {error}."),
    };
    let rows = done.rows;
    Ok(format!(
        "Restored {rows} rows from {shown}. {audit} People sign in again; a mailbox whose \
         sign-in was renewed since may ask for a new consent."
    ))
}

/// `audit verify` and `audit export`.
///
/// # Errors
/// One sentence.
pub async fn audit(action: &AuditAction) -> Result<String, Trouble> {
    match action {
        AuditAction::Verify(storage) => {
            let store = beside(storage).await?;
            let lines = store.verify_audit().await;
            store.close().await;
            let lines = lines?;
            Ok(format!("The audit of {lines} lines is whole."))
        }
        AuditAction::Export(AuditExport { format, storage }) => {
            let store = beside(storage).await?;
            store
                .note(&Actor::backend(), "audit.export", "", "")
                .await?;
            let form = match format {
                LineForm::Csv => Form::Csv,
                LineForm::Jsonl => Form::Jsonl,
            };
            let mut pages = Pages::new(store, form);
            let mut out = std::io::stdout().lock();
            while let Some(page) = pages.next().await? {
                out.write_all(&page)?;
            }
            Ok(String::new())
        }
    }
}

/// `export`.
///
/// # Errors
/// One sentence.
pub async fn export(command: &Export) -> Result<String, Trouble> {
    let store = beside(&command.storage).await?;
    let all = take_out(&store, &Actor::backend()).await?;
    store.close().await;
    Ok(match command.format {
        ListForm::Csv => write_csv(&all).trim_end().to_owned(),
        ListForm::Json => serde_json::to_string_pretty(&all)?,
    })
}

/// `import`.
///
/// # Errors
/// One sentence with the bad rows. Then nothing was imported.
pub async fn import(command: &Import) -> Result<String, Trouble> {
    let shown = command.file.display();
    let text = std::fs::read_to_string(&command.file)
        .map_err(|error| format!("{shown} cannot be read: {error}"))?;
    let json = command.file.extension().is_some_and(|end| end == "json");
    let rows = if json {
        read_json(&text)
    } else {
        read_csv(&text)
    };
    let store = beside(&command.storage).await?;
    let by = Name::parse("imagecapture-mail").map_err(|_| "unnamed")?;
    let done = take_in(&store, rows, &Actor::backend(), &by).await;
    store.close().await;
    let done = done.map_err(|refused| match refused {
        Refused::Rows(rows) => Trouble::from(told(&rows)),
        Refused::Store(error) => error.into(),
    })?;
    Ok(format!(
        "Imported {} accounts and {} mailboxes; {} were there already. New accounts wait for \
         their client secret.",
        done.accounts, done.mailboxes, done.unchanged
    ))
}

/// `config check`.
///
/// # Errors
/// One sentence about the first thing that is wrong.
pub async fn config(action: &ConfigAction) -> Result<String, Trouble> {
    let ConfigAction::Check(serve) = action;
    let Serve { panel, storage, .. } = &**serve;
    if let Some(folder) = panel {
        Panel::read(folder)?;
    }
    let places = storage.places()?;
    let opening = places.opening();
    if let Some(source @ (KeySource::Text(_) | KeySource::File(_))) = &opening.key {
        source.read()?;
    }
    let unused = "its database will be made at the first start";
    let there =
        opening.database_url.is_some() || storage.data.join("imagecapture-mail.lock").exists();
    let data = if there {
        match Store::beside(opening).await {
            Ok(store) => {
                store.close().await;
                "its database opens with its key"
            }
            Err(OpenError::Unused) => unused,
            Err(error) => return Err(error.into()),
        }
    } else {
        unused
    };
    Ok(format!(
        "The configuration is right: {} on {}, data in {}; {data}.",
        serve.public_url,
        serve.listen,
        storage.data.display()
    ))
}
