// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The realm that the chart imports: the local stack's, without the made-up company, its people and the client for passwords on
 * a command line, and with what more than one machine needs; secrets and addresses come from the environment of Keycloak.
 */
final class Realm {

    static final Path OF_CHART = Repository.chart().resolve("files/mainstay-realm.json");

    private static final Path OF_LOCAL_STACK =
            Repository.file("local-stack/src/main/resources/realm/mainstay-realm.json");

    /** What a realm for more than one machine has besides: a password policy and a second factor for administrators. */
    private static final Path OF_PRODUCTION =
            Repository.file("deployment-tests/src/test/resources/realm/production.json");

    private static final String COMMAND_LINE = "mainstay-cli";

    private Realm() {}

    static void write() throws IOException {
        Files.writeString(OF_CHART, written(derived()));
    }

    static JsonNode derived() throws IOException {
        ObjectNode realm = (ObjectNode) Yaml.JSON.readTree(Repository.text(OF_LOCAL_STACK));
        ArrayNode clients = realm.putArray("clients");
        for (JsonNode client :
                Yaml.JSON.readTree(Repository.text(OF_LOCAL_STACK)).path("clients")) {
            if (!client.path("clientId").asText().equals(COMMAND_LINE)) {
                clients.add(client((ObjectNode) client));
            }
        }
        ArrayNode scopes = realm.withArray("scopeMappings");
        for (int index = scopes.size() - 1; index >= 0; index--) {
            if (scopes.path(index).path("client").asText().equals(COMMAND_LINE)) {
                scopes.remove(index);
            }
        }
        realm.putArray("groups")
                .addObject()
                .put("name", "${MAINSTAY_ORGANISATION}")
                .putObject("attributes")
                .putArray("kind")
                .add("ORGANISATION");
        ArrayNode users = realm.putArray("users");
        for (JsonNode user : Yaml.JSON.readTree(Repository.text(OF_LOCAL_STACK)).path("users")) {
            if (user.path("username").asText().equals("administrator") || user.has("serviceAccountClientId")) {
                users.add(user((ObjectNode) user));
            }
        }
        realm.setAll((ObjectNode) Yaml.JSON.readTree(Repository.text(OF_PRODUCTION)));
        return realm;
    }

    private static ObjectNode client(ObjectNode client) {
        switch (client.path("clientId").asText()) {
            case "mainstay-console" -> {
                client.put("description", "The browser: authorization code with PKCE, no secret.");
                client.putArray("redirectUris").add("${MAINSTAY_URL}/console/").add("${MAINSTAY_URL}/graphiql/");
                client.putArray("webOrigins").add("${MAINSTAY_URL}");
            }
            case "mainstay-integration" -> client.put("secret", "${MAINSTAY_INTEGRATION_SECRET}");
            case "mainstay-backend" -> client.put("secret", "${MAINSTAY_BACKEND_SECRET}");
            default -> {
                if (client.has("secret")) {
                    throw new AssertionError("No variable is known for the secret of " + client.path("clientId"));
                }
            }
        }
        return client;
    }

    private static ObjectNode user(ObjectNode user) {
        if (user.has("groups")) {
            user.putArray("groups").add("/${MAINSTAY_ORGANISATION}");
        }
        if (user.path("username").asText().equals("administrator")) {
            user.put("firstName", "Mainstay");
            user.put("lastName", "Administrator");
            user.put("email", "administrator@mainstay.invalid");
            user.putArray("credentials")
                    .addObject()
                    .put("type", "password")
                    .put("value", "${MAINSTAY_ADMINISTRATOR_PASSWORD}")
                    .put("temporary", true);
            // Keycloak does not conclude this from a temporary password when it imports a realm.
            user.putArray("requiredActions").add("UPDATE_PASSWORD");
        }
        return user;
    }

    private static String written(JsonNode realm) throws IOException {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withArrayEmptySeparator(""));
        printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
        return Yaml.JSON.writer(printer).writeValueAsString(realm) + "\n";
    }
}
