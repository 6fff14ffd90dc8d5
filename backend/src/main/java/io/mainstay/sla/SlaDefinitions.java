// SPDX-License-Identifier: Apache-2.0
package io.mainstay.sla;

import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Principal;
import io.mainstay.record.TicketKind;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The SLA definitions of the installation. Reading needs the permission {@code sla.read}, changing {@code sla.configure}; what
 * lacks them is refused with {@link io.mainstay.kernel.ForbiddenException}.
 *
 * <p>Of the active definitions of a metric that are for a record's kind the most specific applies to it: a service offering weighs more than a customer
 * class, and that more than a priority. After each change open clocks follow within seconds, each as its definition says.
 */
public interface SlaDefinitions {

    /** What cursors of {@link #list} belong to; see {@link PageRequest#of}. */
    static String scope(@Nullable TicketKind kind) {
        return "slaDefinitions by name, kind " + kind;
    }

    /**
     * Makes a definition.
     *
     * @throws io.mainstay.kernel.RefusedException naming every field and rule that the command breaks; ALREADY_EXISTS if an
     *     active definition applies to the same records; NOT_FOUND if the calendar does not exist
     */
    SlaDefinitionView create(Principal principal, SlaDefinitionCommand command, @Nullable String idempotencyKey);

    /**
     * Gives a definition another version. Neither kind nor metric can change.
     *
     * @throws io.mainstay.kernel.RefusedException as {@link #create}; NOT_FOUND; STALE_VERSION; CONFLICT if it was retired
     */
    SlaDefinitionView revise(Principal principal, String id, SlaDefinitionCommand command, int expectedVersion);

    /**
     * Ends a definition: from now on it applies to no record, open clocks go over to what applies then.
     *
     * @throws io.mainstay.kernel.RefusedException NOT_FOUND; STALE_VERSION; CONFLICT if it was retired
     */
    SlaDefinitionView retire(Principal principal, String id, int expectedVersion);

    /** The newest version of a definition. */
    Optional<SlaDefinitionView> find(Principal principal, String id);

    /** Newest versions by id, by one database call; what does not exist is absent. */
    Map<String, SlaDefinitionView> byIds(Principal principal, Collection<String> ids);

    /**
     * The newest versions of definitions by name, retired ones among them.
     *
     * @param kind the kind of record that they are for; null for all
     */
    Page<SlaDefinitionView> list(Principal principal, @Nullable TicketKind kind, PageRequest request);

    /**
     * How many definitions there are.
     *
     * @param kind the kind of record that they are for; null for all
     */
    int count(Principal principal, @Nullable TicketKind kind);
}
