//! What is wrong at the token endpoint: the client's proof, the code, the
//! refresh token.

super::errors! {
    redirect_differs(sent, earlier) = 500112 invalid_client 400 Token:
        "The reply address '{sent}' does not match the reply address '{earlier}' provided when \
         requesting Authorization code.";
    verifier_mismatch() = 501481 invalid_grant 400 Token:
        "The Code_Verifier does not match the code_challenge supplied in the authorization request.";
    grant_type_unsupported(value) = 70003 unsupported_grant_type 400 Token:
        "The app requested an unsupported grant type '{value}'.";
    secret_missing() = 7000218 invalid_client 401 Token:
        "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.";
    secret_wrong(client_id) = 7000215 invalid_client 401 Token:
        "Invalid client secret provided. Ensure the secret being sent in the request is the client \
         secret value, not the client secret ID, for a secret added to app '{client_id}'.";
    secret_expired(client_id) = 7000222 invalid_client 401 Token:
        "The provided client secret keys for app '{client_id}' are expired. Visit the Azure portal \
         to create new keys for your app: https://aka.ms/NewClientSecret, or consider using \
         certificate credentials for added security: https://aka.ms/certCreds.";
    secret_from_public_client() = 700025 invalid_client 401 Token:
        "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.";
    assertion_unknown(client_id) = 700027 invalid_client 401 Token:
        "The certificate with identifier used to sign the client assertion is not registered on \
         application '{client_id}'.";
    cross_origin_not_spa(origin) = 9002326 invalid_request 400 Token:
        "Cross-origin token redemption is permitted only for the 'Single-Page Application' \
         client-type. Request origin: '{origin}'.";
    cross_origin_without_pkce() = 9002325 invalid_request 400 Token:
        "Proof Key for Code Exchange is required for cross-origin authorization code redemption.";
    spa_without_origin() = 9002327 invalid_request 400 Token:
        "Tokens issued for the 'Single-Page Application' client-type may only be redeemed via \
         cross-origin requests.";
    grant_malformed(name) = 70000 invalid_grant 400 Token:
        "Provided grant is invalid or malformed. The provided value for the input parameter \
         '{name}' is not valid.";
    code_redeemed() = 54005 invalid_grant 400 Token:
        "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use \
         an existing refresh token.";
    grant_expired() = 70008 invalid_grant 400 Token:
        "The provided authorization code or refresh token has expired due to inactivity. Send a \
         new interactive authorization request for this user and resource.";
    refresh_inactive(issued) = 700082 invalid_grant 400 Token:
        "The refresh token has expired due to inactivity. The token was issued on {issued} and was \
         inactive for 90.00:00:00.";
    refresh_of_spa_expired(issued) = 700084 invalid_grant 400 Token:
        "The refresh token was issued to a single page app (SPA), and therefore has a fixed, \
         limited lifetime of 1.00:00:00, which cannot be extended. It is now expired and a new \
         sign in request must be sent by the SPA to the sign in page. The token was issued on \
         {issued}.";
    grant_of_other_tenant() = 700005 invalid_grant 400 Token:
        "Provided Authorization Code is intended to use against other tenant, thus rejected.";
    grant_revoked(issued, valid_from) = 50173 invalid_grant 400 Token:
        "The provided grant has expired due to it being revoked, a fresh auth token is needed. The \
         user might have changed or reset their password. The grant was issued on '{issued}' and the \
         TokensValidFrom date (before which tokens are not valid) for this user is '{valid_from}'.";
    request_loop() = 50196 invalid_request 429 Token:
        "The server terminated an operation because it encountered a client request loop. Please \
         contact your app vendor.";
}
