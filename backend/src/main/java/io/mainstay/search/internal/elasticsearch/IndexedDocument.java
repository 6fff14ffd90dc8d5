// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal.elasticsearch;

import io.mainstay.kernel.VisibilityFacts;
import io.mainstay.platform.search.SearchDocument;
import io.mainstay.search.internal.Identifiers;
import io.mainstay.search.internal.NormalText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A document as Elasticsearch stores it; components are named as the fields. Title and texts are in their normal form, see
 * {@link NormalText}.
 *
 * @param textPairs the ideographs of the title and the texts that stand side by side
 * @param internalPairs those of the internal texts
 * @param writtenTitle the title as it was written; null if that is its normal form
 * @param writtenTexts likewise
 * @param writtenInternalTexts likewise
 * @param organisationId null for what {@link IndexFields#EVERYBODY} sees, as is the level of confidentiality
 */
record IndexedDocument(
        String id,
        String type,
        @Nullable String number,
        List<String> numberKey,
        String title,
        List<String> texts,
        List<String> internalTexts,
        List<String> textPairs,
        List<String> internalPairs,
        @Nullable String writtenTitle,
        @Nullable List<String> writtenTexts,
        @Nullable List<String> writtenInternalTexts,
        List<String> parts,
        @Nullable String state,
        Map<String, List<String>> facets,
        @Nullable String organisationId,
        @Nullable Integer confidentialityLevel,
        Collection<String> participantIds,
        Collection<String> teamIds,
        boolean selfService) {

    private static final Pattern IDEOGRAPHS = Pattern.compile("\\p{IsIdeographic}{2,}");

    static IndexedDocument of(SearchDocument document) {
        String number = document.number();
        String title = NormalText.of(document.title());
        List<String> texts = NormalText.of(document.texts());
        List<String> internalTexts = NormalText.of(document.internalTexts());
        VisibilityFacts visibility = document.visibility();
        return new IndexedDocument(
                document.id(),
                document.type(),
                number,
                keys(number, title),
                title,
                texts,
                internalTexts,
                ideographs(Stream.concat(Stream.of(title), texts.stream())),
                ideographs(internalTexts.stream()),
                unlessSame(document.title(), title),
                unlessSame(document.texts(), texts),
                unlessSame(document.internalTexts(), internalTexts),
                parts(number, title, texts),
                document.state(),
                document.facets(),
                visibility == null ? null : visibility.organisationId(),
                visibility == null ? null : visibility.confidentiality().level(),
                visibility == null ? List.of(IndexFields.EVERYBODY) : visibility.participantIds(),
                visibility == null ? List.of() : visibility.teamIds(),
                visibility != null && visibility.selfService());
    }

    /** About how long it is when it is sent. */
    int characters() {
        return Stream.of(
                        texts,
                        internalTexts,
                        Objects.requireNonNullElse(writtenTexts, List.<String>of()),
                        Objects.requireNonNullElse(writtenInternalTexts, List.<String>of()),
                        textPairs,
                        internalPairs,
                        parts)
                .flatMap(List::stream)
                .mapToInt(String::length)
                .sum();
    }

    private static <T> @Nullable T unlessSame(T written, T normal) {
        return written.equals(normal) ? null : written;
    }

    private static List<String> ideographs(Stream<String> texts) {
        return texts.flatMap(text -> IDEOGRAPHS.matcher(text).results().map(MatchResult::group))
                .distinct()
                .toList();
    }

    /** What a record is called: who asks for just that wants this record first. */
    private static List<String> keys(@Nullable String number, String title) {
        return Stream.of(number, title)
                .filter(Objects::nonNull)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
    }

    // Not of internal texts: everybody may search by parts.
    private static List<String> parts(@Nullable String number, String title, List<String> texts) {
        List<String> all = new ArrayList<>();
        if (number != null) {
            all.add(number);
        }
        all.add(title);
        all.addAll(texts);
        return Identifiers.inTexts(all);
    }
}
