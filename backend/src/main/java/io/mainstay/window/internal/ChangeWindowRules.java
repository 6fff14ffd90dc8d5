// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window.internal;

import io.mainstay.kernel.Texts;
import io.mainstay.kernel.UserError;
import io.mainstay.kernel.UserErrorCode;
import io.mainstay.kernel.Validation;
import io.mainstay.platform.expression.ExpressionLanguage;
import io.mainstay.platform.expression.ExpressionSyntaxException;
import io.mainstay.window.ChangeWindowKind;
import io.mainstay.window.ChangeWindowSchedule;
import io.mainstay.window.SetChangeWindow;
import io.mainstay.window.SetChangeWindow.Recurrence;
import io.mainstay.window.SetChangeWindow.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rules that a change window must keep. */
public final class ChangeWindowRules {

    /** How long a window may last that does not recur. */
    public static final Duration MAX_LENGTH = Duration.ofDays(366);

    /** How long each occurrence of a window may last that recurs. */
    public static final Duration MAX_LENGTH_RECURRING = Duration.ofDays(92);

    /** How long a window may be suspended. */
    public static final Duration MAX_SUSPENSION = Duration.ofDays(366);

    /** How many things one part of a scope may name, and how many dates a recurrence. */
    public static final int MAX_NAMED = 100;

    private static final int MAX_NAME = 200;
    private static final int MAX_DESCRIPTION = 4_000;
    private static final int MAX_REASON = 2_000;
    private static final int MAX_ZONE = 60;
    private static final int MAX_TIME = 16;
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2199;
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm").withResolverStyle(ResolverStyle.STRICT);

    private static final String INPUT = "input";
    private static final String SCOPE = "scope";
    private static final String STARTS_AT = "startsAt";
    private static final String ENDS_AT = "endsAt";
    private static final String RECURRENCE = "recurrence";
    private static final String RULE = "rule";
    private static final String ADDITIONAL_STARTS = "additionalStarts";

    private ChangeWindowRules() {}

    /**
     * Reads what a window shall be, without what its scope names.
     *
     * @throws io.mainstay.kernel.RefusedException with all that is wrong with it
     */
    public static Definition read(ChangeWindowKind kind, SetChangeWindow command, Instant now) {
        Validation validation = new Validation();
        validation.requireText(command.name(), MAX_NAME, INPUT, "name");
        validation.limitText(command.description(), MAX_DESCRIPTION, INPUT, "description");
        scope(kind, command.scope(), validation);
        Definition.Times times = times(command, now, validation);
        validation.refuseIfFailed();
        return new Definition(
                Objects.requireNonNull(command.name()).strip(),
                blankToNull(command.description()),
                Objects.requireNonNull(times));
    }

    /**
     * Checks a scope alone, as far as it can be told without a look at what it names.
     *
     * @throws io.mainstay.kernel.RefusedException with all that is wrong with it
     */
    public static void checkScope(ChangeWindowKind kind, @Nullable Scope scope) {
        Validation validation = new Validation();
        scope(kind, scope, validation);
        validation.refuseIfFailed();
    }

    /**
     * Checks a zone that may be left out.
     *
     * @return its name; null if there is none
     * @throws io.mainstay.kernel.RefusedException if it is none
     */
    public static @Nullable String zone(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Validation validation = new Validation();
        zone(text, validation);
        validation.refuseIfFailed();
        return text;
    }

    /** Checks a suspension. */
    public static void suspension(@Nullable Instant until, @Nullable String reason, Instant now) {
        Validation validation = new Validation();
        validation.require(until, INPUT, "until");
        validation.check(
                until == null || (until.isAfter(now) && !until.isAfter(now.plus(MAX_SUSPENSION))),
                "in the future and at most " + MAX_SUSPENSION.toDays() + " days ahead",
                INPUT,
                "until");
        validation.requireText(reason, MAX_REASON, INPUT, "reason");
        validation.refuseIfFailed();
    }

    static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static void scope(ChangeWindowKind kind, @Nullable Scope scope, Validation validation) {
        if (scope == null) {
            validation.require(null, INPUT, SCOPE);
            return;
        }
        limit(scope.ciIds(), validation, INPUT, SCOPE, "ciIds");
        limit(scope.serviceIds(), validation, INPUT, SCOPE, "serviceIds");
        limit(scope.siteIds(), validation, INPUT, SCOPE, "siteIds");
        limit(scope.classIds(), validation, INPUT, SCOPE, "classIds");
        limit(scope.organisationIds(), validation, INPUT, SCOPE, "organisationIds");
        expression(scope.expression(), validation);
        boolean parts = blankToNull(scope.expression()) != null
                || Stream.of(
                                scope.ciIds(),
                                scope.serviceIds(),
                                scope.siteIds(),
                                scope.classIds(),
                                scope.organisationIds())
                        .anyMatch(ids -> ids != null && !ids.isEmpty());
        if (Boolean.TRUE.equals(scope.everything())) {
            validation.check(
                    kind == ChangeWindowKind.FREEZE,
                    "false: only a freeze is of everything",
                    INPUT,
                    SCOPE,
                    "everything");
            validation.check(!parts, "without other parts if it is everything", INPUT, SCOPE);
        } else {
            validation.check(parts, "of at least one part", INPUT, SCOPE);
        }
    }

    private static void expression(@Nullable String text, Validation validation) {
        if (blankToNull(text) == null) {
            return;
        }
        String[] path = {INPUT, SCOPE, "expression"};
        Validation own = new Validation().limitText(text, ExpressionLanguage.MAX_LENGTH, path);
        if (own.failed()) {
            own.errors().forEach(validation::add);
            return;
        }
        try {
            ScopeMatcher.LANGUAGE.compile(Objects.requireNonNull(blankToNull(text)));
        } catch (ExpressionSyntaxException e) {
            validation.add(e.error(path));
        }
    }

    private static Definition.@Nullable Times times(SetChangeWindow command, Instant now, Validation validation) {
        ZoneId zone = zone(command.zone(), validation);
        LocalDateTime startsAt = time(command.startsAt(), validation, INPUT, STARTS_AT);
        LocalDateTime endsAt = time(command.endsAt(), validation, INPUT, ENDS_AT);
        Recurrence recurrence = command.recurrence();
        String rule = recurrence == null ? null : rule(recurrence.rule(), validation);
        List<LocalDateTime> additional = List.of();
        List<LocalDate> except = List.of();
        if (recurrence != null) {
            limit(recurrence.additionalStarts(), validation, INPUT, RECURRENCE, ADDITIONAL_STARTS);
            limit(recurrence.exceptDates(), validation, INPUT, RECURRENCE, "exceptDates");
            additional = given(recurrence.additionalStarts()).stream()
                    .limit(MAX_NAMED)
                    .map(text -> time(text, validation, INPUT, RECURRENCE, ADDITIONAL_STARTS))
                    .filter(Objects::nonNull)
                    .distinct()
                    .sorted()
                    .toList();
            except =
                    given(recurrence.exceptDates()).stream().distinct().sorted().toList();
        }
        if (startsAt == null || endsAt == null || zone == null || validation.failed()) {
            return null;
        }
        ChangeWindowSchedule schedule = new ChangeWindowSchedule(zone, startsAt, endsAt, rule, additional, except);
        validation.check(startsAt.isBefore(endsAt), "later than startsAt", INPUT, ENDS_AT);
        Duration longest = rule == null && additional.isEmpty() ? MAX_LENGTH : MAX_LENGTH_RECURRING;
        validation.check(
                schedule.length().compareTo(longest) <= 0,
                "at most " + longest.toDays() + " days later than startsAt",
                INPUT,
                ENDS_AT);
        validation.check(
                additional.isEmpty() || additional.getFirst().isAfter(startsAt),
                "later than startsAt",
                INPUT,
                RECURRENCE,
                ADDITIONAL_STARTS);
        if (validation.failed()) {
            return null;
        }
        Occurrences occurrences = new Occurrences(schedule);
        validation.check(
                occurrences.beginsWithRule(), "the first time at which the rule lets it begin", INPUT, STARTS_AT);
        validation.check(occurrences.next(now).isPresent(), "such that an occurrence is not over yet", INPUT, ENDS_AT);
        return validation.failed() ? null : new Definition.Times(schedule, occurrences);
    }

    private static @Nullable String rule(@Nullable String text, Validation validation) {
        String given = blankToNull(text);
        if (given == null) {
            return null;
        }
        String[] path = {INPUT, RECURRENCE, RULE};
        Validation own = new Validation().limitText(text, RecurringRule.MAX_LENGTH, path);
        if (own.failed()) {
            own.errors().forEach(validation::add);
            return null;
        }
        try {
            RecurringRule.read(given);
        } catch (RecurrenceSyntaxException e) {
            validation.check(false, e.wanted(), path);
        }
        return given;
    }

    private static @Nullable ZoneId zone(@Nullable String text, Validation validation) {
        String[] path = {INPUT, "zone"};
        Validation own = new Validation().requireText(text, MAX_ZONE, path);
        if (own.failed() || text == null) {
            own.errors().forEach(validation::add);
            return null;
        }
        if (!ZoneId.getAvailableZoneIds().contains(text)) {
            validation.check(false, "the name of a region of the IANA database, such as Europe/Berlin", path);
            return null;
        }
        return ZoneId.of(text);
    }

    private static @Nullable LocalDateTime time(@Nullable String text, Validation validation, String... path) {
        Validation own = new Validation().requireText(text, MAX_TIME, path);
        if (own.failed() || text == null) {
            own.errors().forEach(validation::add);
            return null;
        }
        try {
            LocalDateTime time = LocalDateTime.parse(text, MINUTES);
            validation.check(
                    time.getYear() >= FIRST_YEAR && time.getYear() <= LAST_YEAR,
                    "in the years " + FIRST_YEAR + " to " + LAST_YEAR,
                    path);
            return time;
        } catch (DateTimeParseException e) {
            validation.add(UserError.of(
                    UserErrorCode.INVALID,
                    "%s must be a local date and time such as 2026-12-20T18:00, not %s."
                            .formatted(path[path.length - 1], Texts.shortened(e.getParsedString(), MAX_TIME)),
                    path));
            return null;
        }
    }

    private static void limit(@Nullable List<?> named, Validation validation, String... path) {
        validation.check(named == null || named.size() <= MAX_NAMED, "a list of at most " + MAX_NAMED, path);
    }

    static <T> List<T> given(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
