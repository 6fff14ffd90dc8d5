// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.mainstay.kernel.Confidentiality;
import io.mainstay.kernel.Visibility;
import io.mainstay.kernel.VisibilityFacts;
import io.mainstay.platform.search.SearchDocument;
import io.mainstay.search.SearchHit;
import io.mainstay.search.SearchHit.SnippetPart;
import io.mainstay.search.internal.IndexQuery;
import io.mainstay.search.internal.QueryTerm;
import io.mainstay.search.internal.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people of a service desk type, and what they mean to find with it, against a real Elasticsearch. */
class SearchRelevanceIT {

    private static final Set<String> TYPES = Set.of("CONFIGURATION_ITEM", "INCIDENT");
    private static final VisibilityFacts OPEN =
            new VisibilityFacts("org", Confidentiality.PUBLIC_INTERNAL, Set.of(), Set.of(), true);
    private static final TestIndex STACK = new TestIndex();
    private static final ElasticsearchSearchIndex INDEX = STACK.index();

    @BeforeAll
    static void fill() {
        INDEX.goLive(INDEX.startBuilding());
        List<SearchDocument> documents = new ArrayList<>(List.of(
                item("order-db", "order-db-01", "PostgreSQL database of order management, primary"),
                item("order-db-2", "order-db-02", "PostgreSQL database of order management, standby"),
                item("billing-db", "billing-db-01", "Oracle database of billing"),
                item("orders-cn", "订单数据库", "订单服务的主数据库，位于上海机房"),
                item("core-switch", "sw-core-01", "Core switch of data centre north"),
                item("edge-switch", "sw-edge-17", "Edge switch of store 17"),
                item("mail", "mail.example.net", "Mail exchanger"),
                item("stock-cn", "库存服务", "仓库的库存与入库"),
                incident("db-slow", "数据库很慢", "订单页面要等三十秒才打开"),
                incident("timeout", "连接数据库超时", "从网关到 order-db-01 的请求全部失败"),
                incident("printer-cn", "打印机卡纸", "三楼的打印机又卡纸了"),
                incident("till-hant", "收銀系統無法登入", "門店的網路斷線，收銀機連接逾時"),
                incident(
                        "wifi", "Wireless network drops in the warehouse", "Scanners lose their connection every hour"),
                incident("vpn", "VPN connection fails", "The tunnel drops after a minute"),
                incident("password", "Password reset does not arrive", "The mail with the link never comes"),
                incident("query", "Slow query on the report page", "One report runs for minutes"),
                incident("backup", "Backup of databases failed", "The tape library is full"),
                incident("paper", "Paper jams in the printer", "Jam on floor three"),
                incident("jam", "Jam of paper documents at the scanner", "Documents stick together"),
                incident("wide", "ＯＲＤＥＲ－ＤＢ 备份失败", "Ｂａｃｋｕｐ ｊｏｂ ended with code 5")));
        for (int number = 1; number <= 60; number++) {
            documents.add(item("noise-" + number, "rack-%02d-pdu".formatted(number), "Power distribution unit"));
        }
        INDEX.write(INDEX.targets(), documents);
        INDEX.refresh();
    }

    @AfterAll
    static void tidy() {
        STACK.close();
    }

    /** The best hits, in their order; a group in brackets in any order. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ＯＲＤＥＲ－ＤＢ－０１ | order-db",
                "ｏｒｄｅｒ－ｄｂ | wide order-db order-db-2",
                "backup | backup wide",
                "连接超时 order-db-01 | timeout",
                "连接超时order-db-01 | timeout",
                "连接超时 | timeout",
                "数据库订单 | orders-cn",
                "订单库 | orders-cn",
                "数据库慢 | db-slow",
                "订单数据库 | orders-cn",
                "数据库很慢 | db-slow",
                "數據庫很慢 | db-slow",
                "收银系统 | till-hant",
                "门店断线 | till-hant",
                "打印機卡紙 | printer-cn",
                "主數據庫 | orders-cn",
                "switches | core-switch edge-switch",
                "queries | query",
                "databases | backup",
                "databse | order-db order-db-2 billing-db",
                "conection | vpn",
                "pasword reset | password",
                "wirless netwrok | wifi",
                "oder-db-02 | order-db-2",
                "order-db-02 | order-db-2",
                "paper jams | paper",
                "paper jam | paper",
                "exmaple | mail"
            })
    void shouldFindWhatIsMeantFirst(String query, String expected) {
        List<String> best = List.of(expected.split(" "));

        List<String> found = find(query);

        assertThat(found).hasSizeGreaterThanOrEqualTo(best.size());
        assertThat(found.getFirst()).isIn(best);
        assertThat(found.subList(0, best.size())).containsExactlyInAnyOrderElementsOf(best);
    }

    @ParameterizedTest
    @CsvSource({
        "慢很, an ideograph is no word",
        "order-db-03, another number is another name",
        "\"databse\", a phrase is what it is",
        "\"jams paper\", a phrase is what it is",
        "订单卡纸, two words of different records",
        "xylophone, nothing of the kind"
    })
    void shouldNotFindWhatIsNotMeant(String query, String why) {
        assertThat(find(query)).as(why).isEmpty();
    }

    @Test
    void shouldRankAPhraseAboveTheSameWordsApart() {
        assertThat(find("paper jams")).startsWith("paper");
        assertThat(find("数据库")).contains("orders-cn", "db-slow", "timeout");
        assertThat(find("仓库")).startsWith("stock-cn");
    }

    @Test
    void shouldShowWhatMatchesAsItWasWritten() {
        SearchHit till = hits("收银系统", Spelling.AS_GIVEN).getFirst();
        assertThat(till.title()).isEqualTo("收銀系統無法登入");
        assertThat(till.titleParts()).containsExactly(new SnippetPart("收銀系統", true), new SnippetPart("無法登入", false));
        SearchHit wide = hits("backup job", Spelling.AS_GIVEN).getFirst();
        assertThat(wide.id()).isEqualTo("wide");
        assertThat(wide.snippet())
                .contains(new SnippetPart("Ｂａｃｋｕｐ", true))
                .contains(new SnippetPart(" ended with code 5", false));
        assertThat(hits("数据库慢", Spelling.AS_GIVEN).getFirst().titleParts())
                .as("what was found apart")
                .containsExactly(new SnippetPart("数据库", true), new SnippetPart("很慢", false));
        assertThat(hits("wirless", Spelling.SIMILAR).getFirst().titleParts().getFirst())
                .as("what is spelled nearly so")
                .isEqualTo(new SnippetPart("Wireless", true));
    }

    /** A query may be as long as people paste it, and must not ask for more than the engine allows. */
    @Test
    void shouldBearLongQueries() {
        for (String query : List.of("数据库订单连接超时".repeat(55), "a数".repeat(250), "order-".repeat(80), "很 ".repeat(16))) {
            for (Spelling spelling : Spelling.values()) {
                assertThatCode(() -> hits(query, spelling)).doesNotThrowAnyException();
            }
        }
    }

    /** As the service does: what is spelled nearly so only if nothing is spelled as given. */
    private static List<String> find(String query) {
        List<SearchHit> hits = hits(query, Spelling.AS_GIVEN);
        return (hits.isEmpty() ? hits(query, Spelling.SIMILAR) : hits)
                .stream().map(SearchHit::id).toList();
    }

    private static List<SearchHit> hits(String query, Spelling spelling) {
        return INDEX.search(new IndexQuery(
                        query,
                        QueryTerm.parse(query),
                        TYPES,
                        Map.of(),
                        Set.of(),
                        Visibility.everything("reader"),
                        TYPES,
                        20,
                        spelling,
                        null))
                .hits();
    }

    private static SearchDocument item(String id, String name, String description) {
        return document(id, "CONFIGURATION_ITEM", name, description);
    }

    private static SearchDocument incident(String id, String title, String description) {
        return document(id, "INCIDENT", title, description);
    }

    private static SearchDocument document(String id, String type, String title, String text) {
        return new SearchDocument(id, type, null, title, List.of(text), List.of(), null, Map.of(), OPEN, 1);
    }
}
