package io.mainstay.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The realm that the chart imports is the local stack's, without the made-up company, its people and the client for passwords on
 * a command line; secrets and addresses come from the environment of Keycloak.
 */
class RealmTest {

    private static final Path REALM = Repository.chart().resolve("files/mainstay-realm.json");
    private static final Path SOURCE = Repository.file("local-stack/src/main/resources/realm/mainstay-realm.json");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)}");

    @Test
    void shouldBeDerivedFromTheLocalStack() throws IOException {
        JsonNode expected = derived();
        if (Snapshot.updates()) {
            Snapshot.verify(REALM, written(expected));
        }

        assertThat(Yaml.JSON.readTree(Repository.text(REALM))).isEqualTo(expected);
    }

    @Test
    void shouldLeaveNothingToFillInByOthers() {
        assertThat(Repository.text(REALM)).doesNotContainPattern("@[A-Z_]+@").doesNotContain("mainstay-cli");
    }

    @Test
    void shouldTakeEverySecretFromTheEnvironment() throws IOException {
        JsonNode realm = Yaml.JSON.readTree(Repository.text(REALM));

        assertThat(realm.findValues("secret")).isNotEmpty().allMatch(RealmTest::placeholder);
        assertThat(realm.findParents("temporary"))
                .isNotEmpty()
                .allMatch(credential -> placeholder(credential.path("value"))
                        && credential.path("temporary").asBoolean());
        assertThat(realm.findParents("credentials"))
                .singleElement()
                .satisfies(person -> assertThat(person.path("requiredActions"))
                        .extracting(JsonNode::asText)
                        .containsExactly("UPDATE_PASSWORD"));
    }

    @Test
    void shouldFindEachVariableInTheEnvironmentOfKeycloak() {
        Set<String> wanted = PLACEHOLDER
                .matcher(Repository.text(REALM))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Container keycloak = Chart.render(Variant.named("bundled-keycloak")).workloads().stream()
                .flatMap(workload -> workload.pod().getContainers().stream())
                .filter(container -> container.getName().equals("keycloak"))
                .findFirst()
                .orElseThrow();

        assertThat(wanted).isNotEmpty();
        assertThat(keycloak.getEnv()).extracting(EnvVar::getName).containsAll(wanted);
    }

    private static JsonNode derived() throws IOException {
        ObjectNode realm = (ObjectNode) Yaml.JSON.readTree(Repository.text(SOURCE));
        ArrayNode clients = realm.putArray("clients");
        for (JsonNode client : Yaml.JSON.readTree(Repository.text(SOURCE)).path("clients")) {
            if (!client.path("clientId").asText().equals("mainstay-cli")) {
                clients.add(client((ObjectNode) client));
            }
        }
        realm.putArray("groups")
                .addObject()
                .put("name", "${MAINSTAY_ORGANISATION}")
                .putObject("attributes")
                .putArray("kind")
                .add("ORGANISATION");
        ArrayNode users = realm.putArray("users");
        for (JsonNode user : Yaml.JSON.readTree(Repository.text(SOURCE)).path("users")) {
            if (user.path("username").asText().equals("administrator") || user.has("serviceAccountClientId")) {
                users.add(user((ObjectNode) user));
            }
        }
        return realm;
    }

    private static ObjectNode client(ObjectNode client) {
        switch (client.path("clientId").asText()) {
            case "mainstay-console" -> {
                client.put("description", "The browser: authorization code with PKCE, no secret.");
                client.putArray("redirectUris").add("${MAINSTAY_URL}/*");
                client.putArray("webOrigins").add("${MAINSTAY_URL}");
            }
            case "mainstay-integration" -> client.put("secret", "${MAINSTAY_INTEGRATION_SECRET}");
            case "mainstay-backend" -> client.put("secret", "${MAINSTAY_BACKEND_SECRET}");
            default -> assertThat(client.has("secret")).isFalse();
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

    private static boolean placeholder(JsonNode value) {
        return PLACEHOLDER.matcher(value.asText()).matches();
    }

    private static String written(JsonNode realm) throws IOException {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withArrayEmptySeparator(""));
        printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
        return Yaml.JSON.writer(printer).writeValueAsString(realm) + "\n";
    }
}
