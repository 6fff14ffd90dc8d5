// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.Transliterator;
import io.mainstay.search.SearchHit.SnippetPart;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalTextTest {

    @ParameterizedTest
    @CsvSource({
        "ＯＲＤＥＲ－ＤＢ, ORDER-DB",
        "資料庫連線逾時, 资料库连线逾时",
        "ﬁle server №５, file server No5",
        "e\u0301te\u0301, \u00e9t\u00e9",
        "ｶﾞｽ, ガス",
        "数据库，很慢。, 数据库，很慢。",
        "plain text, plain text",
        "👩‍💻 db, 👩‍💻 db"
    })
    void shouldGiveTheFormInWhichTextsAreCompared(String written, String normal) {
        assertThat(NormalText.of(written)).isEqualTo(normal);
        assertThat(NormalText.of(normal)).isEqualTo(normal);
    }

    @Test
    void shouldGiveBackWhatIsNormalAlready() {
        String text = new String("The tunnel drops, 数据库很慢。".toCharArray());

        assertThat(NormalText.of(text)).isSameAs(text);
    }

    @Test
    void shouldFindThePassageAsItWasWritten() {
        List<SnippetPart> passage = List.of(new SnippetPart("数据库", true), new SnippetPart(" No", false));

        assertThat(NormalText.asWritten("主數據庫 №５", passage))
                .contains(List.of(new SnippetPart("數據庫", true), new SnippetPart(" №", false)));
        assertThat(NormalText.asWritten("another text", passage)).isEmpty();
    }

    /** The table is made of ICU's, which is too big to be part of the image. */
    @Test
    void shouldSimplifyIdeographsAsIcuDoes() {
        Transliterator icu = Transliterator.getInstance("Traditional-Simplified");

        for (int block = 0x4e00; block <= 0x9fff; block += 0x100) {
            List<String> ideographs = ideographs(block);
            List<String> expected =
                    ideographs.stream().map(one -> expected(icu, one)).toList();

            assertThat(NormalText.of(ideographs)).as("U+%04X", block).isEqualTo(expected);
        }
    }

    private static List<String> ideographs(int block) {
        return IntStream.range(block, block + 0x100)
                .mapToObj(Character::toString)
                .toList();
    }

    /** Simplified forms that need two characters in Java are too rare to be worth their price. */
    private static String expected(Transliterator icu, String ideograph) {
        String simplified = icu.transliterate(ideograph);
        return simplified.length() == 1 ? simplified : ideograph;
    }
}
