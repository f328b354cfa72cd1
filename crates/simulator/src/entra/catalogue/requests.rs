//! What is wrong with a request, whoever sends it: tenant, app, redirect URI,
//! parameters, scopes.

super::errors! {
    tenant_not_found(tenant) = 90002 invalid_request 400 Request:
        "Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are \
         signing into the correct cloud. Check with your subscription administrator, this may \
         happen if there are no active subscriptions for the tenant.";
    tenant_malformed(tenant) = 900023 invalid_request 400 Request:
        "Specified tenant identifier '{tenant}' is neither a valid DNS name, nor a valid external domain.";
    tenant_of_us_gov(app) = 900439 invalid_request 400 Request:
        "Application '{app}' belongs to a US Government tenant, and US Government clients are not \
         supported on the public endpoint. Use the login.microsoftonline.us endpoint.";
    tenant_of_china(tenant) = 90038 invalid_request 400 Request:
        "Tenant '{tenant}' request is being redirected to the National Cloud \
         'partner.microsoftonline.cn'.";
    no_tenant_information() = 50059 invalid_request 400 Request:
        "No tenant-identifying information found in either the request or implied by any provided \
         credentials.";
    unknown_instance() = 50049 invalid_instance 400 Request:
        "Unknown or invalid instance.";
    parameter_missing(name) = 900144 invalid_request 400 Application:
        "The request body must contain the following parameter: '{name}'.";
    field_missing(name) = 90014 invalid_request 400 Application:
        "The required field '{name}' is missing from the credential. Ensure that you have all the \
         necessary parameters for the login request.";
    malformed(detail) = 9002313 invalid_request 400 Application:
        "Invalid request. Request is malformed or invalid. {detail}";
    bad_value(detail) = 90023 invalid_request 400 Application:
        "{detail}";
    bad_input(name) = 90013 invalid_request 400 Application:
        "Invalid input received from the user: '{name}'.";
    only_post(method) = 900561 invalid_request 400 Request:
        "The endpoint only accepts POST, OPTIONS requests. Received a {method} request.";
    app_not_found(client_id, tenant) = 700016 unauthorized_client 400 Request:
        "Application with identifier '{client_id}' was not found in the directory '{tenant}'. This \
         can happen if the application has not been installed by the administrator of the tenant \
         or consented to by any user in the tenant. You may have sent your authentication request \
         to the wrong tenant.";
    app_disabled(client_id, app) = 7000112 unauthorized_client 400 Request:
        "Application '{client_id}'({app}) is disabled.";
    app_misconfigured(client_id) = 650056 invalid_client 400 Request:
        "Misconfigured application. This could be due to one of the following: the client has not \
         listed any permissions for 'Microsoft Graph' in the requested permissions in the client's \
         application registration. Or, the admin has not consented in the tenant. Or, check the \
         application identifier in the request to ensure it matches the configured client \
         application identifier. Please contact your admin to fix the configuration or consent on \
         behalf of the tenant. Client app ID: {client_id}.";
    single_tenant(client_id, app) = 50194 invalid_request 400 Request:
        "Application '{client_id}'({app}) is not configured as a multi-tenant application. Usage \
         of the /common endpoint is not supported for such apps created after '10/15/2018'. Use a \
         tenant-specific endpoint or configure the application to be multi-tenant.";
    redirect_mismatch(uri, client_id) = 50011 invalid_request 400 Request:
        "The redirect URI '{uri}' specified in the request does not match the redirect URIs \
         configured for the application '{client_id}'. Make sure the redirect URI sent in the \
         request matches one added to your application in the Azure portal. Navigate to \
         https://aka.ms/redirectUriMismatchError to learn more about how to troubleshoot this error.";
    no_reply_address(client_id) = 900971 invalid_request 400 Request:
        "No reply address provided. Application '{client_id}' has no redirect URI registered.";
    id_token_disabled() = 700054 unsupported_response_type 400 Application:
        "response_type 'id_token' is not enabled for the application.";
    token_disabled() = 700051 unsupported_response_type 400 Application:
        "response_type 'token' is not enabled for the application.";
    response_type_unknown(value) = 70005 unsupported_response_type 400 Application:
        "The response_type '{value}' is not supported.";
    response_mode(value) = 70007 invalid_request 400 Application:
        "'{value}' is not a supported value of 'response_mode' when requesting a token.";
    challenge_size() = 501491 invalid_request 400 Application:
        "Invalid size of Code_Challenge parameter.";
    challenge_bad() = 50147 invalid_request 400 Application:
        "The code_challenge parameter is missing, or code_challenge_method is neither 'plain' nor 'S256'.";
    scope_invalid(scope) = 70011 invalid_scope 400 Application:
        "The provided request must include a 'scope' input parameter. The provided value for the \
         input parameter 'scope' is not valid. The scope {scope} is not valid.";
    scope_unknown(app, scope) = 650053 invalid_scope 400 Application:
        "The application '{app}' asked for scope '{scope}' that doesn't exist on the resource \
         '00000003-0000-0000-c000-000000000000'. Contact the app vendor.";
    scope_of_several_resources(scope) = 28000 invalid_request 400 Token:
        "Provided value for the input parameter scope is not valid because it contains more than \
         one resource. Scope {scope} is not valid.";
    scope_invalid_for_code(scope) = 28002 invalid_scope 400 Token:
        "Provided value for the input parameter scope '{scope}' is not valid when requesting an \
         access token. Please specify a valid scope.";
    scope_empty_for_code() = 28003 invalid_scope 400 Token:
        "Provided value for the input parameter scope cannot be empty when requesting an access \
         token using the provided authorization code. Please specify a valid scope.";
    scope_of_several_apis() = 700022 invalid_scope 400 Token:
        "The provided value for the input parameter 'scope' is not valid because it contains more \
         than one resource.";
    scope_of_no_api() = 700023 invalid_scope 400 Token:
        "The provided value for the input parameter 'scope' is not valid because it contains no \
         resource.";
    resource_not_found(resource, tenant) = 500011 invalid_resource 400 Application:
        "The resource principal named {resource} was not found in the tenant named {tenant}. This \
         can happen if the application has not been installed by the administrator of the tenant \
         or consented to by any user in the tenant. You might have sent your authentication \
         request to the wrong tenant.";
    resource_not_listed(client_id, app, resource) = 650057 invalid_resource 400 Application:
        "Invalid resource. The client has requested access to a resource which is not listed in \
         the requested permissions in the client's application registration. Client app ID: \
         {client_id}({app}). Resource value from request: {resource}.";
    service_missing(resource, tenant) = 650052 invalid_resource 400 Application:
        "The app is trying to access a service '{resource}' that your organization '{tenant}' lacks \
         a service principal for. Contact your IT Admin to review the configuration of your \
         service subscriptions or consent to the application in order to create the required \
         service principal.";
    /// Something went wrong inside the stand-in.
    internal() = 90033 temporarily_unavailable 503 Token:
        "A transient error has occurred. Please try again.";
}
