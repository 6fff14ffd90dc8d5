package io.mainstay.incident;

import io.mainstay.kernel.BadArgumentException;
import io.mainstay.kernel.Cursor;
import io.mainstay.ticket.TicketPriority;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a list of incidents holds and in which order.
 *
 * @param filter null for all
 * @param sort by none, the newest report comes first
 */
public record IncidentQuery(@Nullable Filter filter, List<Sort> sort) {

    public IncidentQuery {
        sort = List.copyOf(sort);
    }

    /** A stable text that tells lists apart, for their cursors. */
    public String scope() {
        return "incidents" + filter + sort;
    }

    /** A condition on incidents. */
    public sealed interface Filter {}

    public record And(List<Filter> all) implements Filter {}

    public record Or(List<Filter> any) implements Filter {}

    public record Not(Filter filter) implements Filter {}

    /** {@code value} is a text, number or instant, a list of them for IN, a boolean for IS_NULL. */
    public record Condition(Field field, Operator operator, Object value) implements Filter {}

    /** What can be compared. */
    public enum Operator {
        EQ,
        NE,
        IN,
        LT,
        GTE,
        CONTAINS,
        IS_NULL
    }

    /** What incidents can be filtered by; the names of properties. */
    public enum Field {
        NUMBER("number"),
        TITLE("title"),
        STATE("state"),
        PRIORITY("priority"),
        IMPACT("impact"),
        URGENCY("urgency"),
        CHANNEL("channel"),
        CATEGORY("categoryId"),
        AFFECTED_PERSON("affectedPersonId"),
        REPORTER("reporterId"),
        SERVICE_OFFERING("serviceOfferingId"),
        TEAM("teamId"),
        ASSIGNEE("assigneeId"),
        ASSIGNED("assigned"),
        ORGANISATION("organisationId"),
        CUSTOMER_CLASS("customerClass"),
        HOLD_REASON("holdReason"),
        FOLLOW_UP_AT("followUpAt"),
        CONFIDENTIAL_UNTIL("confidentialUntil"),
        REPORTED_AT("reportedAt"),
        RESOLVED_AT("resolvedAt"),
        CLOSED_AT("closedAt"),
        LAST_EVENT_AT("lastEventAt"),
        OPEN("open");

        private final String property;

        Field(String property) {
            this.property = property;
        }

        public String property() {
            return property;
        }
    }

    /** One key of the order. */
    public record Sort(SortField field, boolean descending) {}

    /** What incidents can be ordered by. */
    public enum SortField {
        NUMBER("number", false),
        PRIORITY("priority", false),
        REPORTED_AT("reportedAt", false),
        LAST_EVENT_AT("lastEventAt", false),
        RESOLVED_AT("resolvedAt", true),
        FOLLOW_UP_AT("followUpAt", true);

        private final String property;
        private final boolean optional;

        SortField(String property, boolean optional) {
            this.property = property;
            this.optional = optional;
        }

        public String property() {
            return property;
        }

        /** Whether incidents may have no value, which comes last. */
        public boolean optional() {
            return optional;
        }

        /**
         * Reads a value that a cursor carries.
         *
         * @return null where the incident has no value
         * @throws BadArgumentException if no incident can have this value
         */
        public @Nullable Object read(Cursor.Values values, int place) {
            if (optional && values.textOrNull(place) == null) {
                return null;
            }
            return switch (this) {
                case NUMBER -> values.text(place);
                case PRIORITY -> values.constant(place, TicketPriority.class);
                case REPORTED_AT, LAST_EVENT_AT, RESOLVED_AT, FOLLOW_UP_AT -> values.instant(place);
            };
        }
    }
}
