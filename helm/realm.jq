# Makes the realm that the chart imports from the local stack's: without the made-up company, its people and the client for
# passwords on a command line; secrets and addresses come from the environment of Keycloak.
#   jq -f helm/realm.jq local-stack/src/main/resources/realm/mainstay-realm.json > helm/mainstay/files/mainstay-realm.json
.clients |= map(select(.clientId != "mainstay-cli"))
| .clients |= map(
    if .clientId == "mainstay-console" then
      .description = "The browser: authorization code with PKCE, no secret."
      | .redirectUris = ["${MAINSTAY_URL}/*"]
      | .webOrigins = ["${MAINSTAY_URL}"]
    elif .clientId == "mainstay-integration" then .secret = "${MAINSTAY_INTEGRATION_SECRET}"
    elif .clientId == "mainstay-backend" then .secret = "${MAINSTAY_BACKEND_SECRET}"
    else . end)
| .groups = [{name: "${MAINSTAY_ORGANISATION}", attributes: {kind: ["ORGANISATION"]}}]
| .users |= map(select(.username == "administrator" or has("serviceAccountClientId")))
| .users |= map(if has("groups") then .groups = ["/${MAINSTAY_ORGANISATION}"] else . end)
| .users |= map(
    if .username == "administrator" then
      .firstName = "Mainstay"
      | .lastName = "Administrator"
      | .email = "administrator@mainstay.invalid"
      | .credentials = [{type: "password", value: "${MAINSTAY_ADMINISTRATOR_PASSWORD}", temporary: true}]
    else . end)
