// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import java.util.List;
import java.util.regex.Pattern;

/** What a person needs to know once all is ready. */
final class Announcement {

    private static final Pattern USERNAME = Pattern.compile("\"username\": *\"([^\"]+)\"");

    private Announcement() {}

    static void print(Settings settings, Endpoints endpoints, Output output) {
        String backend = endpoints.address(ServerName.BACKEND);
        output.line("");
        output.line("Ready after %s.".formatted(Output.seconds(output.elapsed())));
        if (settings.servers().contains(ServerName.BACKEND)) {
            output.line("  Console        " + backend + "/");
            output.line("  GraphQL        " + backend + "/graphql");
            output.line("  GraphiQL       " + backend + "/graphiql, with more at " + backend + "/about");
        }
        for (ServerName server : List.of(ServerName.NEO4J, ServerName.ELASTICSEARCH, ServerName.KEYCLOAK)) {
            if (settings.servers().contains(server) || settings.isExternal(server)) {
                output.line("  %-13s  %s".formatted(server.id(), endpoints.address(server)));
            }
        }
        boolean ownKeycloak =
                settings.servers().contains(ServerName.KEYCLOAK) && !settings.isExternal(ServerName.KEYCLOAK);
        if (ownKeycloak) {
            output.line("  Log in as      " + String.join(", ", demoUsers()));
            output.line("  Password       %s (all of them; this stack is for this machine alone)"
                    .formatted(RealmTemplate.DEMO_PASSWORD));
        }
        if (ownKeycloak) {
            output.line("  Keycloak's own administrator: admin, password in "
                    + settings.layout().secrets());
        }
        output.line("  Addresses and credentials: " + settings.layout().stackFile());
        if (DemoLoad.isExpected(settings)) {
            output.line(
                    "  An empty database is filled with demo data now, which takes about a minute; %s waits for them."
                            .formatted(settings.layout().hint("up -d --wait")));
        }
        output.line("  Stop with Ctrl-C here, or " + settings.layout().hint("down") + ".");
    }

    static List<String> demoUsers() {
        return USERNAME.matcher(RealmTemplate.shipped().text())
                .results()
                .map(match -> match.group(1))
                .filter(name -> !name.startsWith("service-account-"))
                .toList();
    }
}
