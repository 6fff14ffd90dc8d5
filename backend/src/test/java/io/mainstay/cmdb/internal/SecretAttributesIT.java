// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.mainstay.audit.AuditService;
import io.mainstay.cmdb.CiClasses;
import io.mainstay.cmdb.CmdbFixture;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.CreateConfigurationItem;
import io.mainstay.cmdb.UpdateConfigurationItem;
import io.mainstay.cmdb.internal.store.ConfigurationItemStore;
import io.mainstay.identity.IdentityService;
import io.mainstay.kernel.BusinessClock;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Ids;
import io.mainstay.kernel.Principal;
import io.mainstay.kernel.Role;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.kernel.Validation;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.secret.SecretCipher;
import io.mainstay.platform.secret.UnreadableSecretException;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.record.FieldUpdate;
import io.mainstay.record.Journal;
import io.mainstay.support.GraphQlAnswer;
import io.mainstay.support.GraphQlClient;
import io.mainstay.support.IntegrationTest;
import io.mainstay.support.TestStack;
import io.mainstay.support.TestStackProperties;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** Secret attributes are written and never seen again. */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecretAttributesIT {

    private static final String KEY = "managementPassword";
    private static final String NEXT_KEY = "next:"
            + Base64.getEncoder().encodeToString("the next key of tests, 256 bits.".getBytes(StandardCharsets.UTF_8));
    private static final String FIELDS = "id name version revision attributes { key value } secretAttributes"
            + " history { nodes { action fields { field before after hidden } } }";
    private static final String UPDATE = """
            mutation ($id: ID!, $input: ConfigurationItemUpdateInput!, $version: Int!) {
              configurationItemUpdate(id: $id, input: $input, expectedVersion: $version) {
                configurationItem { %s } userErrors { code field message }
              }
            }""".formatted(FIELDS);
    private static final String CREATE = """
            mutation ($input: ConfigurationItemCreateInput!, $key: String) {
              configurationItemCreate(input: $input, idempotencyKey: $key) {
                configurationItem { %s } userErrors { code field message }
              }
            }""".formatted(FIELDS);

    @Autowired
    private GraphQlClient client;

    @Autowired
    private CmdbFixture fixture;

    @Autowired
    private ConfigurationItemStore store;

    @Autowired
    private SecretAttributes secrets;

    @Autowired
    private CiClasses classes;

    @Autowired
    private IdentityService identity;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Journal journal;

    @Autowired
    private BusinessClock clock;

    @Autowired
    private AuditService audit;

    @Autowired
    private Driver driver;

    @Value("${mainstay.elasticsearch.index-prefix}")
    private String indexPrefix;

    private String manager = "";

    @BeforeAll
    void people() {
        manager = fixture.person(Role.CONFIGURATION_MANAGER, fixture.organisation("Plant"))
                .token();
    }

    @Test
    void shouldKeepAValueWhereNobodyFindsIt() throws Exception {
        String first = "hunter2-" + Ids.next();
        String second = "hunter3-" + Ids.next();
        String name = "core-switch-" + Ids.next().substring(24);
        Map<String, Object> input = input("switch", name, KEY, first);

        GraphQlAnswer created = client.execute(manager, CREATE, Map.of("input", input, "key", name))
                .accepted("configurationItemCreate");
        String id = created.text("configurationItemCreate.configurationItem.id");
        GraphQlAnswer updated = set(id, 1, KEY, second).accepted("configurationItemUpdate");

        assertThat(updated.at("configurationItemUpdate.configurationItem.secretAttributes")
                        .toString())
                .isEqualTo("[\"managementPassword\"]");
        assertThat(updated.at("configurationItemUpdate.configurationItem.attributes")
                        .toString())
                .isEqualTo("[{\"key\":\"managementAddress\",\"value\":\"10.0.0.1\"}]");
        assertThat(updated.at("configurationItemUpdate.configurationItem.history.nodes.0.fields")
                        .toString())
                .contains(
                        "{\"field\":\"attributes.managementPassword\",\"before\":null,\"after\":null,\"hidden\":true}");
        assertThat(created.body().toString() + updated.body()).doesNotContain(first, second);
        ConfigurationItem item = item(id);
        assertThat(SecretCipher.of(List.of(TestStackProperties.SECRETS_KEY))
                        .decrypt(Objects.requireNonNull(item.secrets().get(KEY)), id + "/" + KEY))
                .isEqualTo(second);

        await().atMost(Duration.ofSeconds(60)).until(() -> searched(name).contains(id));
        assertThat(searched(first)).doesNotContain(id);
        String index = index();
        assertThat(index).contains(name);
        String graph = graph();
        assertThat(graph).contains(name);
        for (String value : List.of(first, second)) {
            String encoded = Base64.getEncoder()
                    .encodeToString(value.getBytes(StandardCharsets.UTF_8))
                    .substring(0, 40);
            assertThat(index.contains(value) || index.contains(encoded)).isFalse();
            assertThat(graph.contains(value) || graph.contains(encoded)).isFalse();
        }
        assertThat(audit.verify(Principal.SYSTEM, 1, 10_000, null).findings()).isEmpty();
    }

    @Test
    void shouldRepeatARequestOnlyWithTheSameValue() {
        Map<String, Object> input = input("switch", "repeated", KEY, "one");
        String id = client.execute(manager, CREATE, Map.of("input", input, "key", "repeat-1"))
                .accepted("configurationItemCreate")
                .text("configurationItemCreate.configurationItem.id");

        assertThat(client.execute(manager, CREATE, Map.of("input", input, "key", "repeat-1"))
                        .accepted("configurationItemCreate")
                        .text("configurationItemCreate.configurationItem.id"))
                .isEqualTo(id);
        assertThat(client.execute(
                                manager,
                                CREATE,
                                Map.of("input", input("switch", "repeated", KEY, "two"), "key", "repeat-1"))
                        .userErrorCodes("configurationItemCreate"))
                .containsExactly("IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void shouldNeitherFilterByItNorTakeItWhereItWouldBeOpen() {
        GraphQlAnswer filtered = client.execute(
                manager,
                "query ($f: ConfigurationItemFilter) { configurationItems(filter: $f) { totalCount } }",
                Map.of("f", Map.of("not", Map.of("attribute", Map.of("key", KEY, "contains", "a")))));
        assertThat(filtered.errorCodes()).containsExactly("BAD_USER_INPUT");
        assertThat(filtered.body().toString()).contains("not secret");

        GraphQlAnswer elsewhere =
                client.execute(manager, CREATE, Map.of("input", input("server", "open", KEY, "hunter2")));
        assertThat(elsewhere.userErrorCodes("configurationItemCreate")).containsExactly("INVALID");
        assertThat(elsewhere.at("configurationItemCreate.userErrors.0.field").toString())
                .isEqualTo("[\"input\",\"attributes\",\"managementPassword\"]");
        assertThat(client.execute(manager, CREATE, Map.of("input", input("switch", "number", KEY, 7)))
                        .userErrorCodes("configurationItemCreate"))
                .as("held to its type")
                .containsExactly("INVALID");
    }

    @Test
    void shouldRemoveAValue() {
        String id = fixture.ci(manager, input("database", "orders", "serviceAccountPassword", "hunter2"));
        Map<String, Object> none = new HashMap<>();
        none.put("key", "serviceAccountPassword");
        none.put("value", null);

        GraphQlAnswer removed = client.execute(
                        manager, UPDATE, Map.of("id", id, "input", Map.of("attributes", List.of(none)), "version", 1))
                .accepted("configurationItemUpdate");

        assertThat(removed.at("configurationItemUpdate.configurationItem.secretAttributes")
                        .isEmpty())
                .isTrue();
        assertThat(properties(id)).doesNotContainKeys("a_serviceAccountPassword", "secretAttributes", "secretKeyId");
    }

    @Test
    void shouldNotOpenWhatWasCopiedOrAltered() {
        String source = fixture.ci(manager, input("switch", "source", KEY, "hunter2"));
        String copied = fixture.ci(manager, input("switch", "copied", KEY, "other"));
        String altered = fixture.ci(manager, input("switch", "altered", KEY, "hunter2"));
        run(
                "MATCH (a:ConfigurationItem {id: $a}), (b:ConfigurationItem {id: $b}) SET b.a_managementPassword = a.a_managementPassword",
                Map.of("a", source, "b", copied));
        run("""
                MATCH (ci:ConfigurationItem {id: $a})
                SET ci.a_managementPassword = left(ci.a_managementPassword, 30)
                  + CASE substring(ci.a_managementPassword, 30, 1) WHEN 'A' THEN 'B' ELSE 'A' END
                  + substring(ci.a_managementPassword, 31)""", Map.of("a", altered));

        assertThat(secrets.reencrypt(item(source))).containsKey(KEY);
        for (String id : List.of(copied, altered)) {
            assertThatExceptionOfType(UnreadableSecretException.class).isThrownBy(() -> secrets.reencrypt(item(id)));
        }
    }

    @Test
    void shouldEncryptAnewWhenTheKeyHasChanged() {
        String id = fixture.ci(manager, input("switch", "rotated", KEY, "hunter2"));
        String broken = fixture.ci(manager, input("switch", "unreadable", KEY, "hunter2"));
        run(
                "MATCH (ci:ConfigurationItem {id: $id}) SET ci.a_managementPassword = 'v1:lost:AAAA', ci.secretKeyId = 'lost'",
                Map.of("id", broken));
        SecretCipher next = SecretCipher.of(List.of(NEXT_KEY, TestStackProperties.SECRETS_KEY));
        SecretRotation rotation = new SecretRotation(store, new SecretAttributes(next), work, journal, clock);

        rotation.run();

        ConfigurationItem rotated = item(id);
        String ciphertext = Objects.requireNonNull(rotated.secrets().get(KEY));
        assertThat(SecretCipher.encryptionOf(ciphertext)).isEqualTo("v2:next");
        assertThat(SecretCipher.of(List.of(NEXT_KEY)).decrypt(ciphertext, id + "/" + KEY))
                .isEqualTo("hunter2");
        assertThat(rotated.version()).isEqualTo(1);
        assertThat(rotated.revision()).isEqualTo(2);
        assertThat(properties(id)).containsEntry("secretKeyId", "v2:next");
        assertThat(item(broken).revision()).as("left as it is").isEqualTo(1);
        rotation.run();
        assertThat(item(id).revision()).as("once").isEqualTo(2);
        assertThat(audit.verify(Principal.SYSTEM, 1, 10_000, null).findings()).isEmpty();
    }

    @Test
    void shouldRefuseSecretAttributesWithoutAKeyAndTakeEverythingElse() {
        SecretAttributes keyless = new SecretAttributes(SecretCipher.of(List.of()));
        ConfigurationItemRules rules = new ConfigurationItemRules(
                classes.tree(),
                CommandReferences.of(identity, Principal.SYSTEM, List.<CreateConfigurationItem>of()),
                Principal.SYSTEM,
                keyless);
        ConfigurationItem item = item(fixture.ci(manager, input("switch", "keyless", KEY, "hunter2")));
        Validation refused = new Validation();
        Validation accepted = new Validation();

        rules.update(item, attributes(Map.of(KEY, "hunter3")), clock.now(), FieldPath.INPUT, refused);
        ConfigurationItem updated = rules.update(
                item, attributes(Map.of("managementAddress", "10.0.0.2")), clock.now(), FieldPath.INPUT, accepted);

        assertThat(refused.errors()).singleElement().satisfies(error -> {
            assertThat(error.code()).isEqualTo(UserErrorCode.CONFLICT);
            assertThat(error.field()).containsExactly("input", "attributes", KEY);
            assertThat(error.message()).contains("MAINSTAY_SECRETS_KEYS").doesNotContain("hunter3");
        });
        assertThat(accepted.failed()).isFalse();
        assertThat(updated.attributes()).containsEntry("managementAddress", "10.0.0.2");
        assertThat(updated.secrets()).isEqualTo(item.secrets());
        CreateConfigurationItem plain =
                CreateConfigurationItem.of("switch", "x", Map.of("managementAddress", "10.0.0.3"));
        assertThat(keyless.fingerprinted(plain, List.of())).isSameAs(plain);
        new SecretRotation(store, keyless, work, journal, clock).run();
        assertThat(item(item.id()).revision()).isEqualTo(1);
    }

    private static Map<String, Object> input(String classId, String name, String key, Object value) {
        return Map.of(
                "classId",
                classId,
                "name",
                name,
                "attributes",
                List.of(Map.of("key", "managementAddress", "value", "10.0.0.1"), Map.of("key", key, "value", value)));
    }

    private GraphQlAnswer set(String id, int version, String key, String value) {
        Map<String, Object> input = Map.of("attributes", List.of(Map.of("key", key, "value", value)));
        return client.execute(manager, UPDATE, Map.of("id", id, "input", input, "version", version));
    }

    private static UpdateConfigurationItem attributes(Map<String, Object> attributes) {
        return CmdbFixture.update(FieldUpdate.absent(), attributes);
    }

    private ConfigurationItem item(String id) {
        return Objects.requireNonNull(
                work.read(() -> store.byIds(List.of(id), Visibility.everything(Principal.SYSTEM_ID))
                        .get(id)));
    }

    private String searched(String query) {
        String auditor = fixture.person(Role.AUDITOR, "")
                .cleared(Confidentiality.TOP_SECRET)
                .token();
        return client.execute(auditor, "query ($q: String!) { search(query: $q) { nodes { id } } }", Map.of("q", query))
                .withoutErrors()
                .body()
                .toString();
    }

    /** Every property of every node and relationship as text: records, history, audit, events, keys of requests. */
    private String graph() {
        StringBuilder text = new StringBuilder();
        try (Session session = driver.session()) {
            for (String query :
                    List.of("MATCH (n) RETURN properties(n) AS p", "MATCH ()-[r]->() RETURN properties(r) AS p")) {
                session.run(query)
                        .forEachRemaining(
                                row -> text.append(row.get("p").asMap()).append('\n'));
            }
        }
        return text.toString();
    }

    private String index() throws IOException, InterruptedException {
        URI all = URI.create(
                TestStack.address("MAINSTAY_ELASTICSEARCH_URI") + "/" + indexPrefix + "*/_search?size=10000");
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(all).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private Map<String, Object> properties(String id) {
        try (Session session = driver.session()) {
            return session.run("MATCH (ci:ConfigurationItem {id: $id}) RETURN properties(ci) AS p", Map.of("id", id))
                    .single()
                    .get("p")
                    .asMap();
        }
    }

    private void run(String statement, Map<String, Object> parameters) {
        try (Session session = driver.session()) {
            session.run(statement, parameters).consume();
        }
    }
}
