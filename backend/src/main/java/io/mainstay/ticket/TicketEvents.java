// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket;

import io.mainstay.record.Subject.Edited;
import io.mainstay.record.WorkLogEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rest of the platform is told of the edits that all kinds share, in the payloads of one kind.
 *
 * @param <T> the kind's record
 */
public interface TicketEvents<T> {

    /**
     * @param edit what was written
     * @param beside what the command did beside changing fields
     */
    Record of(FacetCommand command, Edited<T> edit, Beside beside);

    /** Fields were changed by Mainstay itself. */
    Record updated(Edited<T> edit);

    /** The day has come to look again; the ticket itself does not change. */
    Record followUpDue(T ticket);

    /**
     * What a command did beside changing fields.
     *
     * @param entry what it wrote in the work log
     * @param linked configuration items that were not linked before
     * @param unlinked configuration items that were
     */
    record Beside(@Nullable WorkLogEntry entry, List<String> linked, List<String> unlinked) {

        public static final Beside NOTHING = new Beside(null, List.of(), List.of());

        public WorkLogEntry requiredEntry() {
            if (entry == null) {
                throw new IllegalStateException("the command writes an entry");
            }
            return entry;
        }
    }
}
