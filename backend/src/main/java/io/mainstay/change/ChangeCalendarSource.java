// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.kernel.Principal;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What another capability shows in the calendar of changes, which offers it as a bean. */
public interface ChangeCalendarSource {

    ChangeCalendar.Kind kind();

    /**
     * What goes on in the range of a question, those that begin first first, by a number of database calls that does not depend on how
     * much that is; as far as the principal sees it and may read it.
     *
     * @param ciIds of one of these CIs; of any or none if null
     * @param most how many are wanted
     */
    List<ChangeCalendar.Entry> during(
            Principal principal, ChangeCalendarQuestion question, @Nullable Collection<String> ciIds, int most);
}
