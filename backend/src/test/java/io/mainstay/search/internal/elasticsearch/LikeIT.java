// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Visibility;
import io.mainstay.kernel.VisibilityFacts;
import io.mainstay.platform.search.SearchDocument;
import io.mainstay.search.SimilarText;
import io.mainstay.search.SimilarTextHit;
import io.mainstay.search.internal.SearchIndexUnavailableException;
import io.mainstay.search.internal.SimilarTextQuery;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a real Elasticsearch takes for alike. */
class LikeIT {

    private static final String INCIDENT = "INCIDENT";
    private static final String PROBLEM = "PROBLEM";
    private static final Visibility ALL = Visibility.everything("reader");

    private static final String TITLE = "VPN tunnel drops every hour";
    private static final List<String> TEXTS =
            List.of("The connection to the office is lost after the update", "red light");

    private static final TestIndex STACK = new TestIndex();
    private static final ElasticsearchSearchIndex INDEX = STACK.index();

    @BeforeAll
    static void fill() {
        INDEX.goLive(INDEX.startBuilding());
        List<SearchDocument> documents = new ArrayList<>(List.of(
                document(INCIDENT, "own", "org", TITLE, TEXTS, "", "NEW"),
                document(INCIDENT, "twin", "org", "VPN tunnel drops", List.of("Since Monday"), "", "CLOSED"),
                document(INCIDENT, "told", "org", "Cannot work", List.of("my VPN tunnel drops each hour"), "", "NEW"),
                document(
                        INCIDENT,
                        "described",
                        "org",
                        "Laptop",
                        List.of("Lost the connection to our office after that update"),
                        "",
                        "NEW"),
                document(INCIDENT, "noted", "org", "Door", List.of("It is open"), TITLE, "NEW"),
                document(INCIDENT, "hidden", "elsewhere", TITLE, TEXTS, "", "NEW"),
                document(INCIDENT, "cancelled", "org", TITLE, TEXTS, "", "CANCELLED"),
                document(INCIDENT, "mail", "org", "The mail to the office is slow", List.of(), "", "NEW"),
                document(INCIDENT, "gate", "org", "The gate to the garden is shut", List.of(), "", "NEW"),
                document(INCIDENT, "login", "org", "登录页面打不开", List.of(), "", "NEW"),
                document(INCIDENT, "loginSlow", "org", "登录页面很慢", List.of(), "", "NEW"),
                document(INCIDENT, "paper", "org", "打印机卡纸了", List.of(), "", "NEW"),
                document(PROBLEM, "cause", "org", "Cartridge of the plotter leaks", List.of(), "", "ASSESSED")));
        for (int i = 0; i < 20; i++) {
            documents.add(document(INCIDENT, "plotter" + i, "org", "Plotter cartridge leaks", List.of(), "", "NEW"));
        }
        INDEX.write(INDEX.targets(), documents);
        INDEX.refresh();
    }

    @AfterAll
    static void tidy() {
        STACK.close();
    }

    @Test
    void shouldFindWhatHasTheWordsOfTitleOrTextsTheTitleFirst() {
        Visibility organisation =
                new Visibility(false, Set.of("org"), Set.of(), "reader", Confidentiality.TOP_SECRET, false);

        assertThat(alike(like(TITLE, TEXTS), Set.of(INCIDENT, PROBLEM), organisation))
                .as("neither the record itself, nor by work notes, nor what is cancelled or hidden")
                .containsExactly("twin", "told", "described");
        assertThat(alike(like(TITLE, TEXTS), Set.of(INCIDENT), ALL)).startsWith("hidden");
        assertThat(alike(like("Nothing of the kind", List.of()), Set.of(INCIDENT), ALL))
                .isEmpty();
    }

    @Test
    void shouldNotTakeLittleWordsForLikeness() {
        assertThat(alike(like("The mail to the office is slow", "mail"), Set.of(INCIDENT), ALL))
                .isEmpty();
    }

    @Test
    void shouldKnowChineseTitlesByTheirWords() {
        assertThat(alike(like("登录页面打不开", "login"), Set.of(INCIDENT), ALL)).containsExactly("loginSlow");
    }

    @Test
    void shouldNotLetOneTypePushAnotherOut() {
        SimilarText like = new SimilarText(
                "Plotter cartridge leaks", List.of(), Set.of(INCIDENT, PROBLEM), 3, Set.of(), Set.of(), "plotter0");

        List<String> found = alike(like, Set.of(INCIDENT, PROBLEM), ALL);

        assertThat(found).hasSize(4).contains("cause").doesNotContain("plotter0");
        assertThat(alike(like, Set.of(PROBLEM), ALL)).containsExactly("cause");
    }

    @Test
    void shouldFindThoseThatAreAskedForHoweverManyOthersAreAsMuchAlike() {
        Set<String> wanted = Set.of("plotter19", "plotter18", "mail", "cause");
        SimilarText like = new SimilarText(
                "Plotter cartridge leaks", List.of(), Set.of(INCIDENT), 1, wanted, Set.of(), "plotter0");

        assertThat(alike(like, Set.of(INCIDENT), ALL))
                .contains("plotter18", "plotter19")
                .doesNotContain("mail", "cause")
                .hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void shouldSayThatTheEngineIsAway() {
        SimilarTextQuery query = new SimilarTextQuery(like(TITLE, TEXTS), Set.of(INCIDENT), ALL);
        try (TestIndex empty = new TestIndex()) {
            assertThatThrownBy(() -> empty.index().like(query))
                    .as("no index yet")
                    .isInstanceOf(SearchIndexUnavailableException.class);
        }
        ElasticsearchSearchIndex nowhere = new TestIndex(URI.create("http://127.0.0.1:1")).index();
        assertThatThrownBy(() -> nowhere.like(query)).isInstanceOf(SearchIndexUnavailableException.class);
    }

    private static SimilarText like(String title, List<String> texts) {
        return new SimilarText(title, texts, Set.of(INCIDENT, PROBLEM), 10, Set.of(), Set.of("CANCELLED"), "own");
    }

    private static SimilarText like(String title, String exceptId) {
        return new SimilarText(title, List.of(), Set.of(INCIDENT, PROBLEM), 10, Set.of(), Set.of(), exceptId);
    }

    /** The most alike first. */
    private static List<String> alike(SimilarText like, Set<String> types, Visibility visibility) {
        return INDEX.like(new SimilarTextQuery(like, types, visibility)).stream()
                .sorted(Comparator.comparingDouble(SimilarTextHit::score).reversed())
                .map(SimilarTextHit::id)
                .toList();
    }

    private static SearchDocument document(
            String type, String id, String organisation, String title, List<String> texts, String note, String state) {
        return new SearchDocument(
                id,
                type,
                null,
                title,
                texts,
                Stream.of(note).filter(text -> !text.isEmpty()).toList(),
                state,
                Map.of(),
                new VisibilityFacts(organisation, Confidentiality.PUBLIC_INTERNAL, Set.of(), Set.of(), true),
                1);
    }
}
