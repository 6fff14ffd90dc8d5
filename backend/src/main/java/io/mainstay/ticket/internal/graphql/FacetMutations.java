// SPDX-License-Identifier: Apache-2.0
package io.mainstay.ticket.internal.graphql;

import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import io.mainstay.attachment.Attachments;
import io.mainstay.kernel.Confidentiality;
import io.mainstay.platform.graphql.Loaders;
import io.mainstay.platform.graphql.Payload;
import io.mainstay.ticket.FacetAction;
import io.mainstay.ticket.FacetCommand;
import io.mainstay.ticket.Ticket;
import io.mainstay.ticket.TicketAction;
import io.mainstay.ticket.TicketImpact;
import io.mainstay.ticket.TicketPayload;
import io.mainstay.ticket.TicketRules;
import io.mainstay.ticket.TicketState;
import io.mainstay.ticket.TicketUrgency;
import io.mainstay.ticket.Tickets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The mutations of the facets of one kind: each translates its arguments into a command. */
final class FacetMutations {

    private FacetMutations() {}

    static <T extends Ticket<T, S>, S extends Enum<S> & TicketState> void of(
            RuntimeWiring.Builder wiring, Tickets<T, S> tickets) {
        String kind = tickets.type().code();
        for (TicketAction action : tickets.type().transitions().actions()) {
            if (action instanceof FacetAction facet) {
                DataFetcher<TicketPayload> fetcher = environment -> execute(environment, tickets, facet);
                wiring.type("Mutation", mutation -> mutation.dataFetcher(kind + name(facet), fetcher));
            }
            if (!action.hasMutation()) {
                continue;
            }
            wiring.type(
                    tickets.type().label() + name(action) + "Payload",
                    payload -> payload.dataFetcher(
                            kind,
                            environment -> ((TicketPayload) Objects.requireNonNull(environment.getSource())).ticket()));
        }
    }

    /** As mutations are named: {@code AddWorkNote}. */
    private static String name(TicketAction action) {
        StringBuilder name = new StringBuilder();
        for (String word : action.name().split("_", -1)) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }

    private static <T extends Ticket<T, S>, S extends Enum<S> & TicketState> TicketPayload execute(
            DataFetchingEnvironment environment, Tickets<T, S> tickets, FacetAction action) {
        return Payload.of(
                () -> tickets.execute(
                        Loaders.principal(environment),
                        command(new Arguments(environment), action),
                        environment.getArgument("idempotencyKey")),
                TicketPayload::new);
    }

    private static FacetCommand command(Arguments arguments, FacetAction action) {
        return switch (action) {
            case ASSIGN ->
                new FacetCommand.Assign(
                        arguments.id(),
                        arguments.expectedVersion(),
                        arguments.text("teamId"),
                        arguments.textOrNull("assigneeId"),
                        arguments.textOrNull("serviceOfferingId"),
                        arguments.instantOrNull("occurredAt"));
            case HOLD ->
                new FacetCommand.Hold(
                        arguments.id(),
                        arguments.expectedVersion(),
                        arguments.text("reason"),
                        arguments.instantOrNull("followUpAt"),
                        arguments.instantOrNull("occurredAt"));
            case RESUME ->
                new FacetCommand.Resume(
                        arguments.id(), arguments.expectedVersion(), arguments.instantOrNull("occurredAt"));
            case PRIORITISE ->
                new FacetCommand.Prioritise(
                        arguments.id(),
                        arguments.expectedVersion(),
                        TicketImpact.valueOf(arguments.text("impact")),
                        TicketUrgency.valueOf(arguments.text("urgency")),
                        arguments.instantOrNull("occurredAt"));
            case CLASSIFY ->
                new FacetCommand.Classify(
                        arguments.id(),
                        arguments.expectedVersion(),
                        Confidentiality.valueOf(arguments.text("confidentiality")),
                        arguments.instantOrNull("confidentialUntil"),
                        arguments.instantOrNull("occurredAt"));
            case LINK_CIS ->
                new FacetCommand.LinkCis(arguments.id(), arguments.ciIds(), arguments.instantOrNull("occurredAt"));
            case UNLINK_CIS ->
                new FacetCommand.UnlinkCis(
                        arguments.id(),
                        arguments.expectedVersion(),
                        arguments.ciIds(),
                        arguments.instantOrNull("occurredAt"));
            case COMMENT ->
                new FacetCommand.Comment(arguments.id(), arguments.text("text"), arguments.instantOrNull("occurredAt"));
            case ADD_WORK_NOTE ->
                new FacetCommand.AddWorkNote(
                        arguments.id(), arguments.text("text"), arguments.instantOrNull("occurredAt"));
            case CORRECT_ENTRY ->
                new FacetCommand.CorrectEntry(
                        arguments.id(),
                        arguments.expectedVersion(),
                        arguments.text("entryId"),
                        arguments.textOrNull("text"),
                        arguments.flag("withdraw"),
                        arguments.instantOrNull("occurredAt"));
            case ATTACH ->
                new FacetCommand.Attach(
                        arguments.id(),
                        arguments.attachmentIds(),
                        arguments.flag("internal"),
                        arguments.instantOrNull("occurredAt"));
            case DETACH ->
                new FacetCommand.Detach(
                        arguments.id(),
                        arguments.expectedVersion(),
                        arguments.attachmentIds(),
                        arguments.instantOrNull("occurredAt"));
            case DECLASSIFY -> throw new IllegalArgumentException("Mainstay does this by itself");
        };
    }

    /** The arguments of a mutation, whose form the schema has checked. */
    private record Arguments(DataFetchingEnvironment environment) {

        String id() {
            return Objects.requireNonNull(environment.getArgument("id"));
        }

        int expectedVersion() {
            return Objects.requireNonNull(environment.<Integer>getArgument("expectedVersion"));
        }

        String text(String field) {
            return Objects.requireNonNull(textOrNull(field));
        }

        @Nullable
        String textOrNull(String field) {
            return (String) value(field);
        }

        boolean flag(String field) {
            return (boolean) Objects.requireNonNull(value(field));
        }

        @Nullable
        Instant instantOrNull(String field) {
            return (Instant) value(field);
        }

        List<String> ciIds() {
            return ids("ciIds", TicketRules.MAX_CIS);
        }

        List<String> attachmentIds() {
            return ids("attachmentIds", Attachments.MAX_AT_ONCE);
        }

        private List<String> ids(String field, int most) {
            Collection<?> sent = (Collection<?>) Objects.requireNonNull(value(field));
            return TicketRules.eachOnce(sent.stream().map(Object::toString).toList(), most);
        }

        private @Nullable Object value(String field) {
            Map<String, Object> input = environment.getArgument("input");
            return input == null ? null : input.get(field);
        }
    }
}
