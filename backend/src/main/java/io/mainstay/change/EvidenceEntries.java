// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

import io.mainstay.change.EvidenceEntry.Part;
import io.mainstay.change.internal.ChangeGraphEdits;
import io.mainstay.change.internal.ChangeOutages;
import io.mainstay.cmdb.ConfigurationItem;
import io.mainstay.cmdb.Consequences;
import io.mainstay.cmdb.ExpectedOutage;
import io.mainstay.ticket.EstimatedCost;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one reader sees of a change who decides on it, as entries. Of what the reader does not see there is a number. What is beyond a
 * bound is one entry, which differs if one of them does.
 */
final class EvidenceEntries {

    /** How many services, and how many conflicts, have an entry each. */
    static final int MAX_EACH = 200;

    /** How much of one kind the value of a conflict lists; of the rest it has the number and a digest. */
    static final int MAX_LISTED = 10;

    private static final String HIDDEN = "hidden";
    private static final String MORE = "more";
    private static final String COMPLETE = "complete";
    private static final String NO_SPARE = "NO_SPARE";

    private final List<EvidenceEntry> entries = new ArrayList<>();

    private EvidenceEntries() {}

    /**
     * @param excepted what was asked of freezes and stands, whether the reader sees the freezes or not: who authorises the change grants it
     * @param items those of all CIs that are told of that the reader sees
     */
    static List<EvidenceEntry> of(
            ChangeFacts.Of facts,
            ChangeRisk risk,
            ChangeConflicts conflicts,
            List<FreezeException> excepted,
            Map<String, ConfigurationItem> items) {
        EvidenceEntries all = new EvidenceEntries();
        all.fields(facts.change(), facts.tasks());
        all.field(ChangeGraphEdits.FIELD, ChangeGraphEdits.text(facts.graphEdit()));
        all.outages(facts.change(), items);
        all.exceptions(excepted);
        all.risk(facts.change(), risk);
        all.conflicts(conflicts);
        all.items(facts.ciIds(), items);
        all.impact(facts.consequences(), items);
        all.exclusions(facts.change(), items);
        return all.entries;
    }

    private void fields(Change change, List<ChangeTask> tasks) {
        Change.Plan plan = change.plan();
        field("plannedFrom", text(change.plannedFrom()));
        field("plannedTo", text(change.plannedTo()));
        field(
                "implementerIds",
                plan.implementerIds().isEmpty() ? null : String.join(" ", new TreeSet<>(plan.implementerIds())));
        field("plan", plan.steps());
        field("testPlan", plan.test());
        field("backOutPlan", plan.backOut());
        BigDecimal cost = plan.estimatedCost();
        if (cost != null) {
            add(Part.FIELD, EstimatedCost.FIELD, cost.toPlainString(), "Estimated cost: " + cost.toPlainString());
        }
        field(
                "riskAnswers",
                plan.answers().isEmpty()
                        ? null
                        : plan.answers().entrySet().stream()
                                .map(answer -> answer.getKey() + ": " + (answer.getValue() ? "yes" : "no"))
                                .collect(Collectors.joining("\n")));
        // Conditions of an approval come by decisions: who decides next, or anew, has seen the same as before.
        List<ChangeTask> planned = tasks.stream().filter(ChangeTask::isOfPlan).toList();
        // What is to be done, and in which order; who does it, until when, and whether it is done, nobody authorises.
        field(
                "tasks",
                planned.isEmpty()
                        ? null
                        : String.join(
                                "\n", planned.stream().map(ChangeTask::text).toList()));
        field("conflictExemptionReason", change.exemptionReason());
        field("noCisReason", change.purpose().noCisReason());
        field("imminentRisk", change.purpose().imminentRisk());
    }

    private void field(String name, @Nullable String value) {
        if (value != null) {
            entries.add(new EvidenceEntry(Part.FIELD, name, value, value, List.of()));
        }
    }

    /** Of an item that the reader does not see only that there is one. */
    private void outages(Change change, Map<String, ConfigurationItem> items) {
        List<ExpectedOutage> outages = change.plan().outages();
        if (outages.isEmpty()) {
            return;
        }
        List<ExpectedOutage> shown = outages.stream()
                .filter(outage -> items.containsKey(outage.ciId()))
                .sorted(Comparator.comparing(ExpectedOutage::number))
                .toList();
        Stream<String> texts =
                shown.stream().map(outage -> ChangeOutages.text(outage) + " " + outage.ciId() + " " + outage.title());
        entries.add(new EvidenceEntry(
                Part.FIELD,
                "plannedOutages",
                String.join("\n", texts.toList()) + "\n" + HIDDEN + " " + (outages.size() - shown.size()),
                "Outages that it is expected to bring: " + outages.size() + ".",
                shown.stream().map(ExpectedOutage::ciId).toList()));
    }

    /** Not by the names of the freezes, which the conflicts have for who sees them. That it was granted is what a decision brings about. */
    private void exceptions(List<FreezeException> excepted) {
        if (!excepted.isEmpty()) {
            add(
                    Part.FIELD,
                    "freezeExceptions",
                    String.join(
                            "\n",
                            excepted.stream()
                                    .map(one -> one.requestedAt() + " " + one.reason())
                                    .sorted()
                                    .toList()),
                    "Freezes from which it is to be excepted: " + excepted.size() + ". "
                            + String.join(
                                    " ",
                                    excepted.stream()
                                            .map(FreezeException::reason)
                                            .distinct()
                                            .sorted()
                                            .toList()));
        }
    }

    private void risk(Change change, ChangeRisk risk) {
        RiskLevel assessed = change.riskLevel();
        if (assessed != null) {
            add(Part.RISK, "assessedLevel", assessed.name(), "Assessed as " + assessed);
        }
        add(Part.RISK, "level", risk.level().name(), "Computed as " + risk.level());
        add(Part.RISK, "points", String.valueOf(risk.points()), risk.points() + " points");
        add(
                Part.RISK,
                COMPLETE,
                String.valueOf(risk.complete()),
                risk.complete() ? "All was looked at." : "Not all was looked at.");
        risk.parts()
                .forEach(part -> add(
                        Part.RISK,
                        "rule/" + part.rule(),
                        part.points() + " " + part.reason(),
                        part.rule() + ", " + part.points() + " points: " + part.reason()));
        risk.undecidedRules()
                .forEach(rule -> add(Part.RISK, "rule/" + rule, "undecided", rule + ": it cannot be told."));
    }

    private void conflicts(ChangeConflicts found) {
        Map<String, List<ChangeConflict>> byKey = new LinkedHashMap<>();
        found.conflicts()
                .forEach(conflict -> byKey.computeIfAbsent(key(conflict), _ -> new ArrayList<>())
                        .add(conflict));
        List<EvidenceEntry> all = new ArrayList<>();
        byKey.forEach((key, same) -> all.add(new EvidenceEntry(
                Part.CONFLICT,
                key,
                listed("\n", same.stream().map(EvidenceEntries::value).toList()),
                explanation(same),
                same.stream()
                        .flatMap(EvidenceEntries::recordIds)
                        .distinct()
                        .sorted()
                        .toList())));
        bounded(Part.CONFLICT, all, "conflicts");
        // A freeze counts whether the change is excepted from it or not, as one that is seen does.
        int hidden = found.hiddenConflictCount() + found.hiddenExceptedCount();
        if (hidden > 0) {
            add(Part.CONFLICT, HIDDEN, String.valueOf(hidden), "Conflicts that are not shown: " + hidden);
        }
        add(
                Part.CONFLICT,
                COMPLETE,
                String.join(
                        " ", found.incompleteReasons().stream().map(Enum::name).toList()),
                found.complete() ? "All conflicts were looked for." : "There may be more conflicts.");
    }

    private static String key(ChangeConflict conflict) {
        String id = subject(conflict);
        return id == null ? conflict.kind().name() : conflict.kind() + "/" + id;
    }

    /** What a conflict is with; null for maintenance windows, which are not told of. */
    private static @Nullable String subject(ChangeConflict conflict) {
        ChangeConflict.Other other = conflict.other();
        return switch (conflict.kind()) {
            case SAME_CI, DEPENDENCY, REDUNDANCY_GROUP, IMPLEMENTER ->
                Objects.requireNonNull(other.change()).id();
            case FREEZE -> Objects.requireNonNull(other.window()).id();
            case CI_IMPAIRED -> conflict.otherCis().getFirst().id();
            case OPEN_INCIDENT -> Objects.requireNonNull(other.incident()).id();
            case OUTSIDE_MAINTENANCE_WINDOW -> null;
        };
    }

    private static String explanation(List<ChangeConflict> same) {
        String told = String.join(
                " ",
                same.stream().limit(MAX_LISTED).map(ChangeConflict::explanation).toList());
        int more = same.size() - MAX_LISTED;
        return more > 0 ? told + " And " + more + " more times." : told;
    }

    /** What is compared: when, which CIs and how they are, not the words that people are shown. */
    private static String value(ChangeConflict conflict) {
        return String.join(
                " ",
                text(conflict.overlapFrom()) + '/' + text(conflict.overlapTo()),
                ids(conflict.cis()),
                ids(conflict.otherCis()),
                text(conflict.state()),
                sorted(conflict.redundancyGroups().stream()
                        .map(group -> group.ci().id() + '=' + group.left())),
                sorted(conflict.people().stream().map(person -> person.id())),
                String.valueOf(conflict.hiddenCiCount()));
    }

    private static String ids(List<ConfigurationItem> cis) {
        return sorted(cis.stream().map(ConfigurationItem::id));
    }

    private static String sorted(Stream<String> all) {
        return '[' + listed(", ", all.sorted().toList()) + ']';
    }

    /** All of a few; of many the first, and of the rest what differs if one of them does. */
    private static String listed(String separator, List<String> all) {
        if (all.size() <= MAX_LISTED) {
            return String.join(separator, all);
        }
        List<String> rest = all.subList(MAX_LISTED, all.size());
        return String.join(separator, all.subList(0, MAX_LISTED))
                + separator
                + '+'
                + rest.size()
                + ' '
                + sha256(String.join(separator, rest));
    }

    private static Stream<String> recordIds(ChangeConflict conflict) {
        String subject = subject(conflict);
        Stream<String> cis = Stream.of(
                        conflict.cis().stream(),
                        conflict.otherCis().stream(),
                        // The worst comes first, and the sentence names no other.
                        conflict.redundancyGroups().stream().limit(1).map(ChangeConflict.Group::ci))
                .flatMap(stream -> stream)
                .map(ConfigurationItem::id);
        return subject == null ? cis : Stream.concat(Stream.of(subject), cis);
    }

    private void items(Set<String> ciIds, Map<String, ConfigurationItem> items) {
        records(Part.ITEM, ciIds, items, _ -> "linked", ConfigurationItem::name, "Items that are not shown: ");
    }

    private void exclusions(Change change, Map<String, ConfigurationItem> items) {
        Map<String, String> reasons = new LinkedHashMap<>();
        change.plan().exclusions().forEach(exclusion -> reasons.put(exclusion.ciId(), exclusion.reason()));
        records(
                Part.EXCLUSION,
                reasons.keySet(),
                items,
                ciId -> reasons.getOrDefault(ciId, ""),
                item -> item.name() + ": " + reasons.getOrDefault(item.id(), ""),
                "Items that are left out and not shown: ");
    }

    private void records(
            Part part,
            Collection<String> ciIds,
            Map<String, ConfigurationItem> items,
            Function<String, String> value,
            Function<ConfigurationItem, String> text,
            String hiddenText) {
        int hidden = 0;
        for (String ciId : ciIds) {
            ConfigurationItem item = items.get(ciId);
            if (item == null) {
                hidden++;
            } else {
                entries.add(new EvidenceEntry(part, ciId, value.apply(ciId), text.apply(item), List.of(ciId)));
            }
        }
        if (hidden > 0) {
            add(part, HIDDEN, String.valueOf(hidden), hiddenText + hidden);
        }
    }

    private void impact(Consequences consequences, Map<String, ConfigurationItem> items) {
        List<EvidenceEntry> all = new ArrayList<>();
        for (Consequences.Hit hit : consequences.services()) {
            ConfigurationItem item = items.get(hit.ciId());
            String state = state(hit);
            // Beyond the bound nobody is shown a name, so none was read.
            String name = item == null ? hit.ciId() : item.name();
            all.add(new EvidenceEntry(Part.IMPACT, hit.ciId(), state, name + ": " + state, List.of(hit.ciId())));
        }
        bounded(Part.IMPACT, all, "services");
        if (consequences.hiddenServiceCount() > 0) {
            add(
                    Part.IMPACT,
                    HIDDEN,
                    String.valueOf(consequences.hiddenServiceCount()),
                    "Services that are not shown: " + consequences.hiddenServiceCount());
        }
        add(
                Part.IMPACT,
                COMPLETE,
                String.valueOf(consequences.complete()),
                consequences.complete() ? "All of the impact was worked out." : "There may be more impact.");
    }

    private static String state(Consequences.Hit hit) {
        String state = text(hit.state());
        if (!hit.withoutSpare()) {
            return state;
        }
        return hit.state() == null ? NO_SPARE : state + ' ' + NO_SPARE;
    }

    private void bounded(Part part, List<EvidenceEntry> all, String what) {
        entries.addAll(all.subList(0, Math.min(MAX_EACH, all.size())));
        if (all.size() > MAX_EACH) {
            List<EvidenceEntry> more = all.subList(MAX_EACH, all.size());
            add(
                    part,
                    MORE,
                    sha256(String.join(
                            "\n",
                            more.stream()
                                    .map(entry -> entry.key() + ' ' + entry.value())
                                    .sorted()
                                    .toList())),
                    "More " + what + ": " + more.size());
        }
    }

    private void add(Part part, String key, String value, String text) {
        entries.add(new EvidenceEntry(part, key, value, text, List.of()));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
