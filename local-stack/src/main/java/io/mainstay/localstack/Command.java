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
    DEMO,
    BACKUP,
    RESTORE;

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Command> byId(String id) {
        return Stream.of(values()).filter(command -> command.id().equals(id)).findFirst();
    }
}
