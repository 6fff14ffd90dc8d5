// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window.internal;

import io.mainstay.record.FieldCatalogue;
import io.mainstay.window.ChangeWindow;
import io.mainstay.window.ChangeWindow.Origin;
import io.mainstay.window.ChangeWindowKind;
import io.mainstay.window.ChangeWindowState;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of a change window. */
public final class ChangeWindowFields {

    public static final String KIND = "kind";
    public static final String STATE = "state";

    public static final FieldCatalogue<ChangeWindow> ALL = FieldCatalogue.<ChangeWindow>of("changeWindows")
            .id("id", ChangeWindow::id)
            .required()
            .notInHistory()
            .choice(KIND, ChangeWindowKind.class, ChangeWindow::kind)
            .required()
            .text("name", ChangeWindow::name)
            .required()
            .sortableBy("nameKey", window -> window.name().toLowerCase(Locale.ROOT))
            .text("description", ChangeWindow::description)
            .bool("everything", window -> window.scope().everything())
            .required()
            .ids("ciIds", window -> window.scope().ciIds())
            .ids("serviceIds", window -> window.scope().serviceIds())
            .ids("siteIds", window -> window.scope().siteIds())
            .ids("classIds", window -> window.scope().classIds())
            .ids("organisationIds", window -> window.scope().organisationIds())
            .text("expression", window -> window.scope().expression())
            .text("zone", window -> window.schedule().zone().getId())
            .required()
            .text("startsAt", window -> window.schedule().startsAt().toString())
            .required()
            .text("endsAt", window -> window.schedule().endsAt().toString())
            .required()
            .text("rule", window -> window.schedule().rule())
            .texts(
                    "additionalStarts",
                    window -> window.schedule().additionalStarts().stream()
                            .map(LocalDateTime::toString)
                            .toList())
            .texts(
                    "exceptDates",
                    window -> window.schedule().exceptDates().stream()
                            .map(LocalDate::toString)
                            .toList())
            .instant("holdsFrom", ChangeWindow::holdsFrom)
            .required()
            .sortable()
            .notInHistory()
            .instant("holdsUntil", ChangeWindow::holdsUntil)
            .required()
            .notInHistory()
            .choice(STATE, ChangeWindowState.class, ChangeWindow::state)
            .required()
            .instant("suspendedAt", ChangeWindow::suspendedAt)
            .instant("suspendedUntil", ChangeWindow::suspendedUntil)
            .text("suspensionReason", ChangeWindow::suspensionReason)
            .instant("endedAt", ChangeWindow::endedAt)
            .text("importSource", window -> ofOrigin(window, Origin::source))
            .text("importUid", window -> ofOrigin(window, Origin::uid))
            .number("version", ChangeWindow::version)
            .required()
            .notInHistory()
            .number("revision", ChangeWindow::revision)
            .required()
            .notInHistory()
            .instant("createdAt", ChangeWindow::createdAt)
            .required()
            .sortable()
            .notInHistory()
            .instant("updatedAt", ChangeWindow::updatedAt)
            .required()
            .notInHistory()
            .index("id")
            .index("nameKey", "id")
            .index("holdsFrom", "id")
            .index("createdAt", "id")
            .sortedBy("name", false);

    private ChangeWindowFields() {}

    private static @Nullable String ofOrigin(ChangeWindow window, Function<Origin, String> part) {
        Origin origin = window.origin();
        return origin == null ? null : part.apply(origin);
    }
}
