// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Visibility;
import io.mainstay.kernel.VisibilityFacts;
import io.mainstay.platform.search.SearchDocument;
import io.mainstay.search.SearchFacet;
import io.mainstay.search.SearchHit;
import io.mainstay.search.SearchHit.SnippetPart;
import io.mainstay.search.internal.HitPlace;
import io.mainstay.search.internal.IndexAnswer;
import io.mainstay.search.internal.IndexQuery;
import io.mainstay.search.internal.QueryTerm;
import io.mainstay.search.internal.SearchIndexUnavailableException;
import io.mainstay.search.internal.Spelling;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a real Elasticsearch. */
class ElasticsearchSearchIndexIT {

    private static final Set<String> TYPES = Set.of("CONFIGURATION_ITEM", "INCIDENT");
    private static final Visibility ALL = Visibility.everything("reader");
    private static final VisibilityFacts OPEN =
            new VisibilityFacts("org", Confidentiality.PUBLIC_INTERNAL, Set.of(), Set.of(), true);

    /** The characters that marks of passages begin with, as somebody may write them. */
    private static final String FORGED = "\ue000free money\ue001";

    private static final TestIndex STACK = new TestIndex();
    private static final ElasticsearchSearchIndex INDEX = STACK.index();

    @BeforeAll
    static void fill() {
        INDEX.goLive(INDEX.startBuilding());
        INDEX.write(
                INDEX.targets(),
                List.of(
                        item("db", "CI0000017", "db-prod-01", "主数据库服务器，位于上海机房"),
                        item("volume", "CI0000021", "vol-db-prod-01", "Volume of db-prod-01 in db-prod-01-pool"),
                        item("db2", "CI0000018", "db_test_02", "Test database server"),
                        item("mail", "CI0000019", "mail.example.net", "Mail exchanger"),
                        item("order", "CI0000020", "OrderService", "Takes orders"),
                        incident("slow", "INC0001042", "数据库很慢", "订单服务无法连接 db-prod-01", "checked the 存储阵列"),
                        incident(
                                "vpn",
                                "INC0001043",
                                "VPN connection drops",
                                "The tunnel drops every hour",
                                "router note"),
                        incident("printer", "INC0001044", "Printer jams", "Paper jams on floor 3", ""),
                        item("lift", "L1", "Lift", "Goes up", "The brake of the lift wears"),
                        incident("stuck", "L2", "Lift stands", "Somebody is in it", "The brake of the lift holds"),
                        incident("forged", "F1", FORGED + " scanner", FORGED + " scanner is dark", "")));
        INDEX.refresh();
    }

    @AfterAll
    static void tidy() {
        STACK.close();
    }

    @ParameterizedTest
    @CsvSource({
        "db-prod-01, db;slow;volume",
        "db-pro, db;slow;volume",
        "prod, db;slow;volume",
        "prod-01, db;slow;volume",
        "test_02, db2",
        "db_te, db2",
        "mail.example.net, mail",
        "example, mail",
        "order service, order",
        "orderserv, order",
        "CI0000017, db",
        "ci0000017, db",
        "1042, slow",
        "INC1042, slow",
        "inc000104, slow;vpn;printer",
        "connection, vpn",
        "connect, vpn",
        "paper jams, printer",
        "\"jams paper\", ''",
        "\"Paper jams\", printer",
        "数据库, db;slow",
        "据库, db;slow",
        "很慢, slow",
        "慢很, ''",
        "上海 机房, db",
        "无法连接 数据库, slow",
        "nothingofthekind, ''"
    })
    void shouldFindByWordsBeginningsPartsAndChinese(String query, String expected) {
        assertThat(find(query, ALL))
                .containsExactlyInAnyOrder(expected.isEmpty() ? new String[0] : expected.split(";"));
    }

    @Test
    void shouldNotTakeCharactersOfATextForMarksOfAMatch() {
        SearchHit hit = hits(query("scanner", ALL)).getFirst();

        assertThat(hit.titleParts())
                .containsExactly(new SnippetPart(FORGED + " ", false), new SnippetPart("scanner", true));
        assertThat(hit.snippet())
                .containsExactly(
                        new SnippetPart(FORGED + " ", false),
                        new SnippetPart("scanner", true),
                        new SnippetPart(" is dark", false));
    }

    @Test
    void shouldPutTheRecordWithTheVeryNumberFirst() {
        assertThat(find("INC0001043", ALL)).first().isEqualTo("vpn");
    }

    @Test
    void shouldMarkWhatMatchesInTitleAndPassage() {
        SearchHit hit = hits(query("数据库", ALL)).stream()
                .filter(found -> found.id().equals("slow"))
                .findFirst()
                .orElseThrow();

        assertThat(hit.titleParts()).containsExactly(new SnippetPart("数据库", true), new SnippetPart("很慢", false));
        assertThat(hits(query("tunnel", ALL)).getFirst().snippet())
                .containsExactly(
                        new SnippetPart("The ", false),
                        new SnippetPart("tunnel", true),
                        new SnippetPart(" drops every hour", false));
        assertThat(hits(query("VPN", ALL)).getFirst().snippet())
                .as("the beginning, when the match is elsewhere")
                .containsExactly(new SnippetPart("The tunnel drops every hour", false));
    }

    @Test
    void shouldHideInternalTextsFromThoseWhoDoNotWorkOnRecords() {
        assertThat(find("router", ALL)).containsExactly("vpn");
        assertThat(find("存储阵列", ALL)).containsExactly("slow");
        assertThat(find(query("router", ALL, TYPES, Set.of()))).isEmpty();
        assertThat(find(query("存储阵列", ALL, TYPES, Set.of()))).isEmpty();
        assertThat(find(query("tunnel", ALL, TYPES, Set.of()))).containsExactly("vpn");
        assertThat(hits(query("tunnel router", ALL, TYPES, Set.of()))).isEmpty();
        assertThat(hits(query("tunnel", ALL, TYPES, Set.of())).getFirst().snippet())
                .noneMatch(part -> part.text().contains("router"));
    }

    @Test
    void shouldAskOfEachTypeWhetherItsInternalTextsMayBeRead() {
        assertThat(find(query("brake", ALL))).containsExactlyInAnyOrder("lift", "stuck");
        for (String words : List.of("brake", "\"brake of the lift\"", "lift brake")) {
            assertThat(find(query(words, ALL, TYPES, Set.of("INCIDENT"))))
                    .as(words)
                    .containsExactly("stuck");
            assertThat(find(query(words, ALL, TYPES, Set.of("CONFIGURATION_ITEM"))))
                    .as(words)
                    .containsExactly("lift");
        }
        assertThat(snippetOf("stuck", query("lift", ALL, TYPES, Set.of("INCIDENT"))))
                .isEqualTo("The brake of the lift holds");
        assertThat(snippetOf("lift", query("lift", ALL, TYPES, Set.of("INCIDENT"))))
                .as("found by its title, with a word that stands in its internal texts too")
                .isEqualTo("Goes up");
    }

    private static String snippetOf(String id, IndexQuery query) {
        return hits(query).stream()
                .filter(hit -> hit.id().equals(id))
                .flatMap(hit -> hit.snippet().stream())
                .map(SnippetPart::text)
                .collect(Collectors.joining());
    }

    @Test
    void shouldFindAndCountNothingOfOtherTypes() {
        IndexAnswer incidents = INDEX.search(query("lift", ALL, Set.of("INCIDENT"), TYPES));
        assertThat(incidents.hits()).extracting(SearchHit::id).containsExactly("stuck");
        assertThat(incidents.total()).isEqualTo(1);
        assertThat(incidents.facets())
                .contains(new SearchFacet("type", List.of(new SearchFacet.Value("INCIDENT", 1))))
                .extracting(SearchFacet::key)
                .as("items alone have a class")
                .doesNotContain("class");

        IndexAnswer none = INDEX.search(query("lift", ALL, Set.of(), Set.of()));
        assertThat(none.hits()).isEmpty();
        assertThat(none.total()).isZero();
        assertThat(none.facets()).isEmpty();
    }

    @Test
    void shouldPutTheRecordWithTheVeryNameFirst() {
        assertThat(find("db-prod-01", ALL)).startsWith("db");
        assertThat(find("DB-Prod-01", ALL)).startsWith("db");
    }

    @Test
    void shouldFindNothingForThoseWhoMayNotSeeIt() {
        Visibility elsewhere =
                new Visibility(false, Set.of("other"), Set.of(), "stranger", Confidentiality.TOP_SECRET, false);

        IndexAnswer answer = INDEX.search(query("数据库", elsewhere));

        assertThat(answer.hits()).isEmpty();
        assertThat(answer.total()).isZero();
        assertThat(answer.facets()).isEmpty();
    }

    @Test
    void shouldCountFacetsAndNarrowByThemAndByType() {
        IndexAnswer answer = INDEX.search(query("数据库", ALL));

        assertThat(answer.facets())
                .contains(
                        new SearchFacet(
                                "state", List.of(new SearchFacet.Value("LIVE", 1), new SearchFacet.Value("NEW", 1))),
                        new SearchFacet("class", List.of(new SearchFacet.Value("database", 1))));
        assertThat(find(new IndexQuery(
                        "数据库",
                        QueryTerm.parse("数据库"),
                        TYPES,
                        Map.of("class", List.of("database", "server")),
                        Set.of(),
                        ALL,
                        TYPES,
                        10,
                        Spelling.AS_GIVEN,
                        null)))
                .containsExactly("db");
        assertThat(find(new IndexQuery(
                        "数据库",
                        QueryTerm.parse("数据库"),
                        Set.of("INCIDENT"),
                        Map.of(),
                        Set.of(),
                        ALL,
                        TYPES,
                        10,
                        Spelling.AS_GIVEN,
                        null)))
                .containsExactly("slow");
    }

    @Test
    void shouldPageByScoreAndIdWithoutGapOrRepetition() {
        List<String> expected = find("inc000104", ALL);
        List<String> paged = new ArrayList<>();
        @Nullable HitPlace after = null;
        for (int part = 0; part < 3; part++) {
            SearchHit hit = hits(new IndexQuery(
                            "inc000104",
                            QueryTerm.parse("inc000104"),
                            TYPES,
                            Map.of(),
                            Set.of(),
                            ALL,
                            TYPES,
                            1,
                            Spelling.AS_GIVEN,
                            after))
                    .getFirst();
            paged.add(hit.id());
            after = new HitPlace(hit.score(), hit.id());
        }

        assertThat(paged).isEqualTo(expected);
    }

    @Test
    void shouldNeverReplaceANewerRevisionByAnOlder() {
        try (TestIndex stack = new TestIndex()) {
            ElasticsearchSearchIndex index = stack.index();
            index.goLive(index.startBuilding());
            index.write(index.targets(), List.of(document("a", "newer title", 7)));

            index.write(index.targets(), List.of(document("a", "older title", 6), document("b", "another", 1)));
            index.refresh();

            assertThat(find(index, "newer")).containsExactly("a");
            assertThat(find(index, "older")).isEmpty();
            assertThat(index.revisions(index.live().orElseThrow(), List.of("a", "b", "c")))
                    .isEqualTo(Map.of("a", 7L, "b", 1L));

            index.write(index.targets(), List.of(document("a", "same revision again", 7)));
            index.refresh();
            assertThat(find(index, "again")).containsExactly("a");
        }
    }

    @Test
    void shouldMoveOverToANewIndexThatGotWhatChangedMeanwhile() {
        try (TestIndex stack = new TestIndex()) {
            ElasticsearchSearchIndex index = stack.index();
            assertThat(index.live()).isEmpty();
            String first = index.startBuilding();
            assertThat(index.live()).isEmpty();
            index.goLive(first);
            assertThat(index.live()).contains(first);
            assertThat(index.upToDate(first)).isTrue();
            index.write(index.targets(), List.of(document("old", "before", 1)));

            String second = index.startBuilding();
            assertThat(index.isBuilding(second)).isTrue();
            assertThat(index.targets()).containsExactlyInAnyOrder(first, second);
            index.write(index.targets(), List.of(document("old", "meanwhile", 2)));
            index.write(List.of(second), List.of(document("old", "before", 1), document("other", "filled", 1)));
            index.refresh();
            assertThat(find(index, "filled")).as("before the switch").isEmpty();
            index.goLive(second);

            assertThat(index.targets()).containsExactly(second);
            assertThat(index.isBuilding(second)).isFalse();
            assertThat(find(index, "meanwhile")).containsExactly("old");
            assertThat(find(index, "filled")).containsExactly("other");
            assertThat(index.idsAfter(second, "INCIDENT", "", 10)).containsExactly("old", "other");
            assertThat(index.idsAfter(second, "INCIDENT", "old", 10)).containsExactly("other");
            assertThatThrownBy(() -> index.write(List.of(first), List.of(document("old", "lost", 3))))
                    .as("a write makes no index")
                    .isInstanceOf(SearchIndexUnavailableException.class);
            index.remove(index.targets(), Set.of("other", "absent"));
            index.refresh();
            assertThat(find(index, "filled")).isEmpty();
        }
    }

    @Test
    void shouldAbandonAnIndexThatWasNotFinished() {
        try (TestIndex stack = new TestIndex()) {
            ElasticsearchSearchIndex index = stack.index();
            String first = index.startBuilding();
            String second = index.startBuilding();

            assertThat(index.targets()).containsExactly(second);
            assertThat(index.isBuilding(first)).isFalse();
        }
    }

    @Test
    void shouldSayThatTheEngineIsAway() {
        try (TestIndex stack = new TestIndex()) {
            assertThatThrownBy(() -> stack.index().search(query("anything", ALL)))
                    .as("no index yet")
                    .isInstanceOf(SearchIndexUnavailableException.class);
        }
        ElasticsearchSearchIndex nowhere = new TestIndex(URI.create("http://127.0.0.1:1")).index();
        assertThatThrownBy(nowhere::live).isInstanceOf(SearchIndexUnavailableException.class);
        assertThatThrownBy(() -> nowhere.search(query("anything", ALL)))
                .isInstanceOf(SearchIndexUnavailableException.class);
    }

    private static IndexQuery query(String text, Visibility visibility) {
        return query(text, visibility, TYPES, TYPES);
    }

    private static IndexQuery query(
            String text, Visibility visibility, Set<String> types, Set<String> internalTextTypes) {
        return new IndexQuery(
                text,
                QueryTerm.parse(text),
                types,
                Map.of(),
                Set.of("type", "state", "class"),
                visibility,
                internalTextTypes,
                20,
                Spelling.AS_GIVEN,
                null);
    }

    private static List<String> find(String text, Visibility visibility) {
        return find(query(text, visibility));
    }

    private static List<String> find(IndexQuery query) {
        return hits(query).stream().map(SearchHit::id).toList();
    }

    private static List<String> find(ElasticsearchSearchIndex index, String text) {
        return index.search(query(text, ALL)).hits().stream().map(SearchHit::id).toList();
    }

    private static List<SearchHit> hits(IndexQuery query) {
        return INDEX.search(query).hits();
    }

    private static SearchDocument item(
            String id, String number, String name, String description, String... internalTexts) {
        return new SearchDocument(
                id,
                "CONFIGURATION_ITEM",
                number,
                name,
                List.of(description),
                List.of(internalTexts),
                "LIVE",
                Map.of("class", List.of("database")),
                OPEN,
                1);
    }

    private static SearchDocument incident(String id, String number, String title, String text, String note) {
        return new SearchDocument(
                id, "INCIDENT", number, title, List.of(text), List.of(note), "NEW", Map.of(), OPEN, 1);
    }

    private static SearchDocument document(String id, String title, long revision) {
        return new SearchDocument(id, "INCIDENT", null, title, List.of(), List.of(), null, Map.of(), OPEN, revision);
    }
}
