// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal.elasticsearch;

import io.mainstay.platform.search.SearchDocument;
import io.mainstay.search.internal.Identifiers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A document as Elasticsearch stores it; components are named as the fields. */
record IndexedDocument(
        String id,
        String type,
        @Nullable String number,
        List<String> numberKey,
        String title,
        List<String> texts,
        List<String> internalTexts,
        List<String> parts,
        @Nullable String state,
        Map<String, List<String>> facets,
        String organisationId,
        int confidentialityLevel,
        Collection<String> participantIds,
        Collection<String> teamIds,
        boolean selfService) {

    static IndexedDocument of(SearchDocument document) {
        String number = document.number();
        return new IndexedDocument(
                document.id(),
                document.type(),
                number,
                keys(document),
                document.title(),
                document.texts(),
                document.internalTexts(),
                parts(document),
                document.state(),
                document.facets(),
                document.visibility().organisationId(),
                document.visibility().confidentiality().level(),
                document.visibility().participantIds(),
                document.visibility().teamIds(),
                document.visibility().selfService());
    }

    /** What a record is called: who asks for just that wants this record first. */
    private static List<String> keys(SearchDocument document) {
        return Stream.of(document.number(), document.title())
                .filter(Objects::nonNull)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
    }

    // Not of internal texts: everybody may search by parts.
    private static List<String> parts(SearchDocument document) {
        List<String> texts = new ArrayList<>();
        if (document.number() != null) {
            texts.add(document.number());
        }
        texts.add(document.title());
        texts.addAll(document.texts());
        return Identifiers.inTexts(texts);
    }
}
