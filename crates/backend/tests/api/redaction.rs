//! What carries a secret cannot be written into a log, by its type.

use contract::access::{
    AcceptInvitation, ChangePassword, ConfirmPassword, CreatedInvitation, ReadInvitation,
};
use contract::people::{LogIn, NewPerson, SetUp};
use contract::tokens::{AccessToken, CreatedJobKey};

/// Compiles only while none of these types can be formatted: with `Debug` or
/// `Display` there would be two ways to name `nothing`, and the compiler would
/// not know which.
macro_rules! cannot_be_written {
    ($($name:ty),+ $(,)?) => {$(
        const _: fn() = || {
            trait Written<Way> {
                fn nothing() {}
            }
            struct AsDebug;
            struct AsDisplay;
            impl<T: ?Sized> Written<()> for T {}
            impl<T: ?Sized + std::fmt::Debug> Written<AsDebug> for T {}
            impl<T: ?Sized + std::fmt::Display> Written<AsDisplay> for T {}
            let _ = <$name as Written<_>>::nothing;
        };
    )+};
}

cannot_be_written!(
    AcceptInvitation,
    AccessToken,
    ChangePassword,
    ConfirmPassword,
    CreatedInvitation,
    CreatedJobKey,
    LogIn,
    NewPerson,
    ReadInvitation,
    SetUp,
);

#[test]
fn secret_strings_hide_what_they_hold() {
    let secret = secrecy::SecretString::from("geheim");
    assert!(!format!("{secret:?}").contains("geheim"));
}
