// SPDX-License-Identifier: Apache-2.0
package io.mainstay.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The page of roles and permissions says what the code says. {@code -Dsnapshot.update=true} writes it anew.
 */
class RolesPageTest {

    private static final Path PAGE = Path.of("../docs/roles.md");
    private static final Path PERMISSIONS = Path.of("src/main/java/io/mainstay/kernel/Permission.java");
    private static final Path REALM = Path.of("../local-stack/src/main/resources/realm/mainstay-realm.json");
    private static final Pattern DESCRIBED = Pattern.compile("/\\*\\* (.*?) \\*/\\s+([A-Z_]+)\\(\"([a-z.-]+)\"\\)");
    private static final String BEGIN = "<!-- made from the code -->\n";
    private static final String END = "<!-- end of what is made from the code -->\n";

    @Test
    void shouldShowWhatEachRoleMay() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        String expected =
                page.substring(0, begin) + "\n" + permissions() + "\n" + people() + "\n" + page.substring(end);
        if (Boolean.getBoolean("snapshot.update")) {
            Files.writeString(PAGE, expected);
        }

        assertThat(page).isEqualTo(expected);
    }

    @Test
    void shouldKnowEveryRoleOfTheRealm() throws IOException {
        assertThat(realm().at("/roles/realm")
                        .valueStream()
                        .map(role -> role.get("name").asString()))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Role.values()).map(Role::claim).toList());
    }

    private static String permissions() throws IOException {
        StringBuilder table = new StringBuilder("| permission | lets one |");
        for (Role role : Role.values()) {
            table.append(' ').append(role.claim()).append(" |");
        }
        table.append("\n| --- | --- |")
                .append(" :---: |".repeat(Role.values().length))
                .append('\n');
        Map<String, String> meanings = meanings();
        assertThat(meanings).hasSameSizeAs(Permission.values());
        for (Permission permission : Permission.values()) {
            table.append("| `%s` | %s |".formatted(permission.code(), meanings.get(permission.code())));
            for (Role role : Role.values()) {
                table.append(RolePermissions.of(role).contains(permission) ? " yes |" : " |");
            }
            table.append('\n');
        }
        return table.toString();
    }

    private static String people() throws IOException {
        StringBuilder table = new StringBuilder("| role | logs in to the local stack as |\n| --- | --- |\n");
        List<JsonNode> users = realm().get("users").valueStream().toList();
        for (Role role : Role.values()) {
            String names = users.stream()
                    .filter(user -> user.path("realmRoles")
                            .valueStream()
                            .anyMatch(name -> name.asString().equals(role.claim())))
                    .map(user -> "`" + user.get("username").asString() + "`")
                    .filter(name -> !name.contains("service-account"))
                    .sorted()
                    .collect(Collectors.joining(", "));
            table.append("| %s | %s |\n".formatted(role.claim(), names.isEmpty() ? "a client of its own" : names));
        }
        return table.toString();
    }

    private static Map<String, String> meanings() throws IOException {
        Map<String, String> meanings = new LinkedHashMap<>();
        Matcher described = DESCRIBED.matcher(Files.readString(PERMISSIONS));
        while (described.find()) {
            String meaning = described.group(1);
            meanings.put(
                    described.group(3),
                    Character.toLowerCase(meaning.charAt(0)) + meaning.substring(1, meaning.length() - 1));
        }
        return meanings;
    }

    private static JsonNode realm() throws IOException {
        return JsonMapper.builder().build().readTree(Files.readString(REALM));
    }
}
