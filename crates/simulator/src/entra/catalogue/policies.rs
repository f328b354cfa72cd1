//! What Conditional Access asks for and refuses.

super::errors! {
    factor_needed(resource) = 50076 interaction_required 400 Application [basic_action]:
        "Due to a configuration change made by your administrator, or because you moved to a new \
         location, you must use multi-factor authentication to access '{resource}'.";
    factor_expired(resource) = 50078 interaction_required 400 Application [basic_action]:
        "Presented multi-factor authentication has expired due to policies configured by your \
         administrator, you must refresh your multi-factor authentication to access '{resource}'.";
    factor_to_register(resource) = 50079 interaction_required 400 Person [basic_action]:
        "Due to a configuration change made by your administrator, or because you moved to a new \
         location, you must enroll in multi-factor authentication to access '{resource}'.";
    factor_asked() = 50074 interaction_required 400 Person [basic_action]:
        "Strong Authentication is required.";
    factor_to_set_up(resource) = 50072 interaction_required 400 Person [basic_action]:
        "Due to a configuration change made by your administrator, or because you moved to a new \
         location, you must enroll in multi-factor authentication to access '{resource}'.";
    factor_failed() = 500121 interaction_required 400 Person:
        "Authentication failed during strong authentication request.";
    blocked() = 53003 invalid_grant 400 Person [message_only]:
        "Access has been blocked by Conditional Access policies. The access policy does not allow \
         token issuance.";
    device_not_compliant() = 53000 interaction_required 400 Person [message_only]:
        "Device is not in required device state: compliant. Conditional Access policy requires a \
         compliant device, and the device is not compliant. The user must enroll their device with \
         an approved MDM provider like Intune.";
    device_not_joined() = 53001 interaction_required 400 Person [message_only]:
        "Device is not in required device state: domain_joined. Conditional Access policy requires \
         a domain joined device, and the device is not domain joined.";
    device_unknown() = 50097 interaction_required 400 Person [message_only]:
        "Device authentication is required.";
    security_policy() = 530032 interaction_required 400 Person [message_only]:
        "The tenant admin has configured a security policy that blocks this request.";
    security_defaults() = 530035 invalid_grant 400 Person [message_only]:
        "Access has been blocked by security defaults.";
    signed_in_too_long_ago(issued, seconds) = 70043 invalid_grant 400 Token [token_expired]:
        "The refresh token has expired or is invalid due to sign-in frequency checks by \
         conditional access. The token was issued on {issued} and the maximum allowed lifetime for \
         this request is {seconds}.";
}
