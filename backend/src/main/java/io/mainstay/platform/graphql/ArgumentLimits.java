// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much the arguments of one field of a query or subscription may hold. The schema's descriptions tell clients the
 * defaults. What mutations are given has rules of its own, which are answered as user errors.
 *
 * @param depth how deep a filter may nest: the filter itself is one level, what stands in {@code and}, {@code or} and
 *     {@code not} is the next
 * @param conditions how many comparisons a filter may have
 * @param parts how many objects and lists a filter may consist of, empty ones too
 * @param values how many values a list may have, in a filter or elsewhere, unless the schema says {@code @atMost}
 * @param sortFields how many keys, each of a field, a sort may have
 * @param textLength how long a text may be, in characters
 * @param idLength how long an id may be, in characters
 */
@ConfigurationProperties("mainstay.graphql.arguments")
record ArgumentLimits(
        @DefaultValue("5") int depth,
        @DefaultValue("50") int conditions,
        @DefaultValue("200") int parts,
        @DefaultValue("100") int values,
        @DefaultValue("3") int sortFields,
        @DefaultValue("4000") int textLength,
        @DefaultValue("200") int idLength) {}
