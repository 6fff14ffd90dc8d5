// SPDX-License-Identifier: Apache-2.0
package io.mainstay.record.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Cursor;
import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import io.mainstay.kernel.Visibility;
import io.mainstay.platform.cypher.Cypher;
import io.mainstay.platform.cypher.CypherCatalogue;
import io.mainstay.platform.work.UnitOfWork;
import io.mainstay.record.Field;
import io.mainstay.record.Filter;
import io.mainstay.record.Filter.Operator;
import io.mainstay.record.ListIndex;
import io.mainstay.record.ListQuery;
import io.mainstay.record.Sample;
import io.mainstay.record.Sample.Grade;
import io.mainstay.record.Sort;
import io.mainstay.support.IntegrationTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;
import org.springframework.beans.factory.annotation.Autowired;

/** Compares lists with the same records filtered and sorted in memory. */
@IntegrationTest
class RecordListIT {

    private static final long SEED = Long.getLong("mainstay.seed", System.nanoTime());
    private static final int RECORDS = 60;

    /** Of each sort of filter; others each time. */
    private static final int LISTS = Integer.getInteger("mainstay.lists", 20);

    private static final String OWN = "own";
    private static final Instant START = Instant.parse("2026-11-02T08:00:00Z");
    private static final List<String> SORTABLE = List.of("name", "note", "grade", "dueAt", "size", "open", "madeAt");

    @Autowired
    private Cypher cypher;

    @Autowired
    private CypherCatalogue catalogue;

    @Autowired
    private UnitOfWork work;

    @Autowired
    private Driver driver;

    private final Random random = new Random(SEED);
    private final List<Sample> all = new ArrayList<>();
    private final List<Sample> visible = new ArrayList<>();

    @BeforeEach
    void makeIndexes() {
        for (ListIndex index : Sample.FIELDS.indexes()) {
            run("CREATE INDEX sample_%s IF NOT EXISTS FOR (s:Sample) ON (s.%s)"
                    .formatted(String.join("_", index.properties()), String.join(", s.", index.properties())));
        }
        run("CALL db.awaitIndexes(60)");
    }

    @AfterEach
    void removeIndexesAndRecords() {
        run("MATCH (s:Sample) DETACH DELETE s");
        Sample.FIELDS.indexes().forEach(index -> run("DROP INDEX sample_" + String.join("_", index.properties())));
    }

    private void run(String statement) {
        driver.executableQuery(statement).execute();
    }

    @BeforeEach
    void makeRecords() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            Sample sample = sample("sample-%03d".formatted(random.nextInt(1_000_000)));
            all.add(sample);
            boolean own = random.nextInt(6) > 0;
            if (own) {
                visible.add(sample);
            }
            Map<String, Object> row = new HashMap<>(Sample.FIELDS.properties(sample));
            row.put("organisationId", own ? OWN : "other");
            row.put("confidentialityLevel", 0);
            row.put("participantIds", List.of());
            row.put("teamIds", List.of());
            row.put("selfService", false);
            rows.add(row);
        }
        work.writeRepeatably(() -> {
            cypher.statement("test/create-samples").withRows(rows).run();
            return rows;
        });
    }

    @Test
    void shouldListPageByPageWhatIsFilteredAndSortedInMemory() {
        assertListed(few(Integer.MAX_VALUE), reader(), visible);
    }

    @Test
    void shouldListTheSameFromIndexesWhereThereAreMany() {
        assertListed(few(0), reader(), visible);
        assertListed(few(0), Visibility.everything("somebody"), all);
    }

    /** @param few so many records are too many to be sorted */
    private RecordList<Sample> few(int few) {
        return new RecordList<>(
                cypher,
                catalogue.macro("visible", ListCypher.NODE),
                "test/samples",
                "Sample",
                Sample.FIELDS,
                Sample::read,
                Sample::id,
                few);
    }

    private void assertListed(RecordList<Sample> lists, Visibility reader, List<Sample> seen) {
        List<ListQuery> queries = new ArrayList<>(List.of(Sample.FIELDS.everything()));
        for (String field : SORTABLE) {
            queries.add(Sample.FIELDS.query(null, List.of(new Sort(field, false))));
            queries.add(Sample.FIELDS.query(null, List.of(new Sort(field, true))));
        }
        IntStream.range(0, LISTS).forEach(_ -> queries.add(Sample.FIELDS.query(filter(3), sorts())));
        // What gives the first keys of an index.
        IntStream.range(0, LISTS)
                .forEach(_ -> queries.add(Sample.FIELDS.query(
                        new Filter.And(List.of(
                                compare("open", Operator.EQ, random.nextBoolean()),
                                random.nextBoolean() ? compare("grade", Operator.EQ, "LOW") : compare())),
                        sorts())));

        for (ListQuery query : queries) {
            List<Sample> expected = seen.stream()
                    .filter(sample -> query.filter() == null || holds(query.filter(), sample))
                    .sorted(order(query))
                    .toList();
            assertThat(allPages(lists, reader, query))
                    .as("seed %d, %s", SEED, query)
                    .isEqualTo(expected);
            assertThat(work.read(() -> lists.count(reader, query)))
                    .as("seed %d, count of %s", SEED, query)
                    .isEqualTo(expected.size());
            List<Filter> groups = List.of(new Filter.And(List.of()), filter(2), compare());
            assertThat(work.read(() -> lists.counts(reader, query, groups)))
                    .as("seed %d, counts of %s in %s", SEED, query, groups)
                    .isEqualTo(groups.stream()
                            .map(group -> (int) expected.stream()
                                    .filter(sample -> holds(group, sample))
                                    .count())
                            .toList());
        }
    }

    private List<Sample> allPages(RecordList<Sample> lists, Visibility reader, ListQuery query) {
        int size = 1 + random.nextInt(20);
        List<Sample> all = new ArrayList<>();
        Cursor after = null;
        while (true) {
            PageRequest request = PageRequest.of(size, after == null ? null : after.encode(), query.scope());
            Page<Sample> page = work.read(() -> lists.page(reader, query, request));
            all.addAll(page.nodes());
            if (!page.hasNext()) {
                return all;
            }
            after = page.items().getLast().cursor();
        }
    }

    private static Visibility reader() {
        return new Visibility(false, Set.of(OWN), Set.of(), "somebody", Confidentiality.values()[0], false);
    }

    private Sample sample(String id) {
        return new Sample(
                id,
                oneOf("Pump", "pump", "Valve", "VALVE B", "fan"),
                random.nextBoolean() ? null : oneOf("leaks", "Leaks a lot", "old"),
                random.nextInt(3) == 0 ? null : Grade.values()[random.nextInt(Grade.values().length)],
                random.nextBoolean() ? null : instant(),
                random.nextInt(3) == 0 ? null : random.nextInt(4),
                random.nextBoolean(),
                instant());
    }

    private Instant instant() {
        return START.plusSeconds(random.nextInt(5) * 3_600L).plusNanos(random.nextInt(2) * 1_000L);
    }

    private String oneOf(String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    private List<Sort> sorts() {
        List<Sort> sorts = new ArrayList<>();
        List<String> left = new ArrayList<>(SORTABLE);
        for (int keys = random.nextInt(4); keys > 0; keys--) {
            sorts.add(new Sort(left.remove(random.nextInt(left.size())), random.nextBoolean()));
        }
        return sorts;
    }

    private Filter filter(int depth) {
        return switch (depth == 0 ? 3 : random.nextInt(5)) {
            case 0 -> new Filter.And(filters(depth - 1));
            case 1 -> new Filter.Or(filters(depth - 1));
            case 2 -> new Filter.Not(filter(depth - 1));
            default -> compare();
        };
    }

    private List<Filter> filters(int depth) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(_ -> filter(depth))
                .toList();
    }

    private Filter compare() {
        Sample other = sample("sample-000");
        return switch (random.nextInt(8)) {
            case 0 -> compare("name", random.nextBoolean() ? Operator.EQ : Operator.NE, other.name());
            case 1 -> compare("name", Operator.CONTAINS, oneOf("P", "va", " b", "x"));
            case 2 -> compare("note", oneOf(Operator.EQ, Operator.NE, Operator.CONTAINS), "leaks");
            case 3 -> compare("grade", oneOf(Operator.EQ, Operator.NE), "LOW");
            case 4 -> compare("grade", Operator.IN, List.of("LOW", "HIGH"));
            case 5 -> compare("dueAt", oneOf(Operator.LT, Operator.GT, Operator.GTE), instant());
            case 6 -> compare(oneOf("note", "grade", "dueAt", "size"), Operator.IS_NULL, random.nextBoolean());
            default -> compare("size", oneOf(Operator.EQ, Operator.NE, Operator.LT, Operator.GTE), random.nextInt(4));
        };
    }

    private Operator oneOf(Operator... operators) {
        return operators[random.nextInt(operators.length)];
    }

    private static Filter compare(String field, Operator operator, Object value) {
        return new Filter.Compare(Sample.FIELDS.required(field), operator, value);
    }

    private static boolean holds(Filter filter, Sample sample) {
        return switch (filter) {
            case Filter.And and -> and.all().stream().allMatch(part -> holds(part, sample));
            case Filter.Or or -> or.any().stream().anyMatch(part -> holds(part, sample));
            case Filter.Not not -> !holds(not.filter(), sample);
            case Filter.Compare compare -> holds(compare, value(compare.field().name(), sample));
        };
    }

    private static boolean holds(Filter.Compare compare, @Nullable Object value) {
        Object other = compare.value();
        return switch (compare.operator()) {
            case EQ -> other.equals(value);
            case NE -> !other.equals(value);
            case IN -> value != null && ((Collection<?>) other).contains(value);
            case LT -> value != null && compareValues(value, other) < 0;
            case GT -> value != null && compareValues(value, other) > 0;
            case GTE -> value != null && compareValues(value, other) >= 0;
            case CONTAINS ->
                value != null
                        && value.toString()
                                .toLowerCase(Locale.ROOT)
                                .contains(other.toString().toLowerCase(Locale.ROOT));
            case IS_NULL -> other.equals(value == null);
        };
    }

    private static Comparator<Sample> order(ListQuery query) {
        Comparator<Sample> byId = Comparator.comparing(Sample::id);
        Sort last = Sample.FIELDS.sorts(query).getLast();
        return Sample.FIELDS.sorts(query).stream()
                .map(RecordListIT::order)
                .reduce(Comparator::thenComparing)
                .orElseThrow()
                .thenComparing(last.descending() ? byId.reversed() : byId);
    }

    private static Comparator<Sample> order(Sort sort) {
        Comparator<Object> values = RecordListIT::compareValues;
        return Comparator.comparing(
                sample -> "name".equals(sort.field())
                        ? sample.name().toLowerCase(Locale.ROOT)
                        : value(sort.field(), sample),
                Comparator.nullsLast(sort.descending() ? values.reversed() : values));
    }

    private static @Nullable Object value(String field, Sample sample) {
        Field<Sample> found = Sample.FIELDS.required(field);
        Object value = found.value().apply(sample);
        return value instanceof Grade grade ? grade.name() : value;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // both are values of one field
    private static int compareValues(Object one, Object other) {
        return ((Comparable) one).compareTo(other);
    }
}
