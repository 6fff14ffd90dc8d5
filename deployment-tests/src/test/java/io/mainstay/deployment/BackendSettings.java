// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the backend itself says about its settings. */
final class BackendSettings {

    private static final String SETTINGS = "backend/src/main/resources/application.yml";
    private static final String PAGE = "docs/operations/configuration.md";
    private static final Pattern FIRST_COLUMN = Pattern.compile("(?m)^\\| `([A-Z][A-Z0-9_]+)` \\|");
    private static final Pattern SECONDS = Pattern.compile("(\\d+)s");

    private BackendSettings() {}

    /** The variables that the backend reads: its page about them, which a test of the backend holds against its code. */
    static Set<String> variables() {
        return FIRST_COLUMN
                .matcher(Repository.text(PAGE))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** How long one phase of a graceful shutdown may take. */
    static Duration shutdownPhase() {
        JsonNode settings = Yaml.documents(Repository.text(SETTINGS)).getFirst();
        Matcher matcher = SECONDS.matcher(
                settings.at("/spring/lifecycle/timeout-per-shutdown-phase").asText());
        if (!matcher.find()) {
            throw new AssertionError("The backend states no time for its shutdown");
        }
        return Duration.ofSeconds(Long.parseLong(matcher.group(1)));
    }
}
