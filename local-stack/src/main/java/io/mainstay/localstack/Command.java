// SPDX-License-Identifier: Apache-2.0
package io.mainstay.localstack;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What the script can be asked to do. */
enum Command {
    UP,
    DOWN,
    STATUS,
    LOGS,
    RESET,
    DEMO;

    static Optional<Command> byId(String id) {
        return Stream.of(values())
                .filter(command -> command.name().toLowerCase(Locale.ROOT).equals(id))
                .findFirst();
    }
}
