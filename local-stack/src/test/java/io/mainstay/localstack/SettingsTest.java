// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private static final Path PROJECT = Path.of("/project");

    @Test
    void shouldStartEverythingOnTheUsualPortsByDefault() {
        Settings settings = parse(Map.of(), "up");

        assertThat(settings.servers()).containsExactlyInAnyOrder(ServerName.values());
        assertThat(settings.ports())
                .isEqualTo(Map.of(
                        ServerName.NEO4J,
                        7687,
                        ServerName.ELASTICSEARCH,
                        9200,
                        ServerName.KEYCLOAK,
                        8180,
                        ServerName.BACKEND,
                        8080));
        assertThat(settings.layout().instance()).isEqualTo(Path.of("/project/.mainstay/default"));
    }

    @Test
    void shouldPreferOptionsToTheEnvironment() {
        Map<String, String> environment = Map.of("MAINSTAY_NEO4J_PORT", "1111", "MAINSTAY_KEYCLOAK_PORT", "2222");

        Settings settings = parse(environment, "up", "--neo4j-port", "3333", "--data", "/data");

        assertThat(settings.ports())
                .containsEntry(ServerName.NEO4J, 3333)
                .containsEntry(ServerName.KEYCLOAK, 2222)
                .containsEntry(ServerName.ELASTICSEARCH, 9200);
        assertThat(settings.layout().instance()).isEqualTo(Path.of("/data"));
    }

    @Test
    void shouldPickFreePortsForAllThatNoOptionNames() {
        Settings settings =
                parse(Map.of("MAINSTAY_NEO4J_PORT", "1111"), "up", "--free-ports", "--backend-port", "8081");

        assertThat(settings.ports())
                .containsEntry(ServerName.NEO4J, 0)
                .containsEntry(ServerName.ELASTICSEARCH, 0)
                .containsEntry(ServerName.BACKEND, 8081);
    }

    @Test
    void shouldStartOnlyWhatIsAskedFor() {
        assertThat(parse(Map.of(), "up", "--servers-only").servers())
                .containsExactlyInAnyOrder(ServerName.NEO4J, ServerName.ELASTICSEARCH, ServerName.KEYCLOAK);
        assertThat(parse(Map.of(), "up", "--servers", "neo4j,elasticsearch").servers())
                .containsExactlyInAnyOrder(ServerName.NEO4J, ServerName.ELASTICSEARCH);
    }

    @Test
    void shouldUseServersThatTheEnvironmentNames() {
        Settings settings = parse(
                Map.of("MAINSTAY_ELASTICSEARCH_URI", "http://search.example:9200", "MAINSTAY_NEO4J_URI", " "), "up");

        assertThat(settings.isExternal(ServerName.ELASTICSEARCH)).isTrue();
        assertThat(settings.isExternal(ServerName.NEO4J)).isFalse();
        assertThat(Endpoints.of(settings, settings.ports(), new Secrets("n", "k", "b", "i", "e"))
                        .variables())
                .containsEntry("MAINSTAY_ELASTICSEARCH_URI", "http://search.example:9200")
                .containsEntry("MAINSTAY_NEO4J_URI", "bolt://127.0.0.1:7687")
                .containsEntry("MAINSTAY_KEYCLOAK_ADMIN_CLIENT_SECRET", "b");
    }

    @Test
    void shouldRefuseWhatItDoesNotUnderstand() {
        assertThatThrownBy(() -> parse(Map.of(), "upp")).hasMessageContaining("Unknown command: upp");
        assertThatThrownBy(() -> parse(Map.of(), "up", "--fast")).hasMessageContaining("Unknown option: --fast");
        assertThatThrownBy(() -> parse(Map.of(), "up", "--neo4j-port", "x")).hasMessageContaining("Not a port");
        assertThatThrownBy(() -> parse(Map.of(), "up", "--neo4j-port", "70000")).hasMessageContaining("70000");
        assertThatThrownBy(() -> parse(Map.of(), "up", "--data")).hasMessageContaining("needs a value");
        assertThatThrownBy(() -> parse(Map.of(), "logs", "postgres")).hasMessageContaining("No such server");
        assertThatThrownBy(() -> parse(Map.of(), "up", "--instance", "../x")).hasMessageContaining("../x");
        assertThatThrownBy(() -> parse(Map.of(), "up", "--instance", "cache")).hasMessageContaining("cache");
        assertThatThrownBy(() -> parse(Map.of(), "up", "neo4j")).hasMessageContaining("takes options only");
        assertThatThrownBy(() -> parse(Map.of(), "backup")).hasMessageContaining("./mainstay backup FILE");
        assertThatThrownBy(() -> parse(Map.of(), "up", "--wait")).hasMessageContaining("--wait goes with -d");
    }

    @Test
    void shouldHintAtCommandsForThisInstance() {
        assertThat(hint()).isEqualTo("./mainstay down");
        assertThat(hint("--instance", "default")).isEqualTo("./mainstay down");
        assertThat(hint("--instance", "trial")).isEqualTo("./mainstay down --instance trial");
        assertThat(hint("--data", "/data/stack")).isEqualTo("./mainstay down --data /data/stack");
        assertThat(parse(Map.of("MAINSTAY_INSTANCE", "trial"), "up").layout().hint("down"))
                .isEqualTo("./mainstay down --instance trial");
    }

    private static String hint(String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "up";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return parse(Map.of(), arguments).layout().hint("down");
    }

    private static Settings parse(Map<String, String> environment, String... arguments) {
        return Settings.parse(List.of(arguments), environment, PROJECT);
    }
}
