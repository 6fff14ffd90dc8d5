// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window.internal;

import io.mainstay.kernel.Texts;
import io.mainstay.platform.ical.ICalendarReader.Component;
import io.mainstay.platform.ical.ICalendarReader.Property;
import io.mainstay.window.SetChangeWindow;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An event of a list of freezes in iCalendar (RFC 5545, 3.6.1). What it says of times goes over as it is: local times stay local.
 *
 * @param usualZone of times without one; null if there is none
 */
record FreezeEvent(Component event, @Nullable String usualZone) implements ListedFreeze {

    private static final String START = "DTSTART";
    private static final String END = "DTEND";
    private static final String DURATION = "DURATION";
    private static final String RULE = "RRULE";
    private static final String ADDITIONAL = "RDATE";
    private static final String EXCEPT = "EXDATE";
    private static final String UTC = "Etc/UTC";
    private static final int SHOWN = 60;
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss").withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm");
    private static final Pattern LENGTH = Pattern.compile(
            "\\+?P(?=.)(?:(\\d{1,4})W)?(?:(\\d{1,4})D)?(?:T(?=.)(?:(\\d{1,6})H)?(?:(\\d{1,6})M)?(?:0{1,2}S)?)?");

    /** @param zone the name of its zone; null if it has none */
    private record Moment(LocalDateTime at, @Nullable String zone, boolean date) {}

    @Override
    public int line() {
        return event.line();
    }

    @Override
    public @Nullable String uid() {
        return event.first("UID").map(Property::text).orElse(null);
    }

    @Override
    public @Nullable String name() {
        return event.first("SUMMARY").map(Property::text).orElse(null);
    }

    @Override
    public SetChangeWindow command(SetChangeWindow.Scope scope) {
        single("UID");
        refuseOthers();
        Property start =
                single(START).orElseThrow(() -> new Place(line(), "").refused("there must be a " + START + "."));
        Moment from = moment(start);
        String zone = from.zone();
        if (zone == null) {
            throw at(start).refused("must have a TZID or be in UTC, or the import must name a zone for all.");
        }
        String rule = single(RULE).map(one -> one.value().strip()).orElse(null);
        // One more than may be is enough for the rules to refuse.
        int most = ChangeWindowRules.MAX_NAMED + 1;
        List<LocalDateTime> additional = values(ADDITIONAL)
                .limit(most)
                .map(one -> additional(one, zone, from.date()))
                .toList();
        List<LocalDate> except = values(EXCEPT)
                .limit(most)
                .map(one -> excepted(one, from, zone, rule, additional))
                .toList();
        boolean recurs = rule != null || !additional.isEmpty();
        return new SetChangeWindow(
                name(),
                single("DESCRIPTION").map(Property::text).orElse(null),
                scope,
                zone,
                minutes(from.at(), start),
                end(start, from, zone, recurs),
                recurs || !except.isEmpty()
                        ? new SetChangeWindow.Recurrence(
                                rule, additional.stream().map(MINUTES::format).toList(), except)
                        : null);
    }

    @Override
    public Place place(String field) {
        return Stream.of(properties(field))
                .flatMap(name -> event.first(name).stream())
                .findFirst()
                .map(FreezeEvent::at)
                .orElseGet(() -> new Place(line(), ""));
    }

    private static String[] properties(String field) {
        return switch (field) {
            case "uid" -> new String[] {"UID"};
            case "name" -> new String[] {"SUMMARY"};
            case "description" -> new String[] {"DESCRIPTION"};
            case "zone", "startsAt" -> new String[] {START};
            case "endsAt" -> new String[] {END, DURATION, START};
            case "rule" -> new String[] {RULE};
            case "additionalStarts" -> new String[] {ADDITIONAL};
            case "exceptDates" -> new String[] {EXCEPT};
            default -> new String[0];
        };
    }

    private void refuseOthers() {
        single("SUMMARY");
        event.first("RECURRENCE-ID").ifPresent(one -> {
            throw at(one).refused("must be absent: one occurrence of an event is not another freeze.");
        });
        event.first("EXRULE").ifPresent(one -> {
            throw at(one).refused("must be absent: name the dates in EXDATE.");
        });
        single("STATUS")
                .filter(status -> status.value().strip().equalsIgnoreCase("CANCELLED"))
                .ifPresent(one -> {
                    throw at(one).refused("must be another than CANCELLED: end the freeze instead.");
                });
    }

    /** What an event may have once (3.6.1). */
    private Optional<Property> single(String name) {
        List<Property> all = event.all(name);
        if (all.size() > 1) {
            throw at(all.get(1)).refused("must be there once.");
        }
        return all.stream().findFirst();
    }

    /** In the local time of its zone. */
    private String end(Property start, Moment from, String zone, boolean recurs) {
        Optional<Property> end = single(END);
        Optional<Property> duration = single(DURATION);
        if (end.isPresent() && duration.isPresent()) {
            throw at(duration.get()).refused("must be absent beside " + END + ".");
        }
        if (end.isPresent()) {
            return minutes(local(end.get(), zone, from.date()), end.get());
        }
        if (duration.isPresent()) {
            return minutes(after(from, duration.get(), zone(start, zone), recurs), duration.get());
        }
        if (from.date()) {
            return minutes(from.at().plusDays(1), start);
        }
        throw at(start).refused("must be a date, or the event have " + END + " or " + DURATION + ".");
    }

    /**
     * Days are counted on the calendar, hours as they pass (3.3.6). Of an event that recurs, hours are counted on the clock too: each
     * occurrence ends at the same time.
     */
    private static LocalDateTime after(Moment from, Property duration, ZoneId zone, boolean recurs) {
        String text = duration.value().strip().toUpperCase(Locale.ROOT);
        Matcher length = LENGTH.matcher(text);
        if (!length.matches()) {
            throw at(duration)
                    .refused("must be a length to the minute, such as PT2H, P1D or P1W, not %s."
                            .formatted(Texts.shortened(text, SHOWN)));
        }
        LocalDateTime day = from.at().plusWeeks(number(length, 1)).plusDays(number(length, 2));
        long minutes = 60 * number(length, 3) + number(length, 4);
        return recurs
                ? day.plusMinutes(minutes)
                : ZonedDateTime.ofLocal(day, zone, null).plusMinutes(minutes).toLocalDateTime();
    }

    private static long number(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private LocalDateTime additional(Property property, String zone, boolean date) {
        LocalDateTime time = local(property, zone, date);
        minutes(time, property);
        return time;
    }

    /**
     * A window excepts dates, and all that begins on them. So a time must be one at which an occurrence begins, and the only one of its
     * date: others would go with it.
     */
    private LocalDate excepted(
            Property except, Moment from, String zone, @Nullable String rule, List<LocalDateTime> additional) {
        Moment moment = moment(except);
        if (moment.date()) {
            return moment.at().toLocalDate();
        }
        LocalDateTime time = local(except, zone, from.date());
        if (!time.toLocalTime().equals(from.at().toLocalTime()) && !additional.contains(time)) {
            throw at(except).refused("must be a date, or a time at which an occurrence begins.");
        }
        boolean another = additional.stream()
                        .anyMatch(one -> !one.equals(time) && one.toLocalDate().equals(time.toLocalDate()))
                || (!time.toLocalTime().equals(from.at().toLocalTime())
                        && isStart(time.with(from.at().toLocalTime()), from.at(), rule, zone(except, zone)));
        if (another) {
            throw at(except)
                    .refused(
                            "must be a date, if another occurrence begins on that of the time: dates are excepted as a whole.");
        }
        return time.toLocalDate();
    }

    /** Whether the event begins at a time by itself or by its rule. What is no rule {@link ChangeWindowRules} refuses. */
    private static boolean isStart(LocalDateTime time, LocalDateTime first, @Nullable String rule, ZoneId zone) {
        if (rule == null || rule.length() > RecurringRule.MAX_LENGTH) {
            return time.equals(first);
        }
        try {
            RecurringRule recurrence = RecurringRule.read(rule);
            List<LocalDateTime> next = new ArrayList<>();
            recurrence.walk(first, time, start -> {
                next.add(start);
                return false;
            });
            return next.contains(time)
                    && recurrence.reaches(
                            time, ZonedDateTime.ofLocal(time, zone, null).toInstant());
        } catch (RecurrenceSyntaxException malformed) {
            return false;
        }
    }

    /** In the local time of a zone. */
    private LocalDateTime local(Property property, String zone, boolean date) {
        Moment moment = moment(property);
        if (moment.date() != date) {
            throw at(property).refused("must be a %s, as %s is.".formatted(date ? "date" : "time", START));
        }
        String own = moment.zone();
        return own == null || date || own.equals(zone)
                ? moment.at()
                : ZonedDateTime.ofLocal(moment.at(), zone(property, own), null)
                        .withZoneSameInstant(zone(property, zone))
                        .toLocalDateTime();
    }

    private static ZoneId zone(Property property, String name) {
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw at(property)
                    .refused("TZID must be the name of a region of the IANA database, such as Europe/Berlin, not %s."
                            .formatted(Texts.shortened(name, SHOWN)));
        }
        return ZoneId.of(name);
    }

    private Moment moment(Property property) {
        String text = property.value().strip().toUpperCase(Locale.ROOT);
        boolean date = text.length() == "20261220".length();
        String kind = property.parameters().getOrDefault("VALUE", date ? "DATE" : "DATE-TIME");
        if (!kind.equalsIgnoreCase(date ? "DATE" : "DATE-TIME")) {
            throw at(property)
                    .refused("must be a date if VALUE is DATE, and otherwise a time without VALUE or with DATE-TIME.");
        }
        String named = property.parameter("TZID");
        String zone = named == null ? usualZone : named;
        try {
            if (date) {
                return new Moment(LocalDate.parse(text, DATE).atTime(LocalTime.MIDNIGHT), zone, true);
            }
            if (text.endsWith("Z")) {
                return new Moment(LocalDateTime.parse(text.substring(0, text.length() - 1), TIME), UTC, false);
            }
            return new Moment(LocalDateTime.parse(text, TIME), zone, false);
        } catch (DateTimeParseException malformed) {
            throw at(property)
                    .refused("must be a date or a time such as 20261220T180000, not %s."
                            .formatted(Texts.shortened(malformed.getParsedString(), SHOWN)));
        }
    }

    /** A property may be there several times, and have several values. */
    private Stream<Property> values(String name) {
        return event.all(name).stream()
                .flatMap(property -> Stream.of(property.value().split(",", -1))
                        .map(value -> new Property(property.line(), property.name(), property.parameters(), value)));
    }

    private static String minutes(LocalDateTime time, Property property) {
        if (time.getSecond() != 0) {
            throw at(property).refused("must be to the minute.");
        }
        return time.format(MINUTES);
    }

    private static Place at(Property property) {
        return new Place(property.line(), property.name());
    }
}
