// SPDX-License-Identifier: Apache-2.0
package io.mainstay.fault;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** Requests that are allowed and keep the database at work. */
final class DatabaseHogs {

    private DatabaseHogs() {}

    /** Counts all incidents by conditions that no index answers. */
    static String counts(int fields, int conditions) {
        String filter = IntStream.range(0, conditions)
                .mapToObj(number -> "{title: {contains: \"nothing" + number + "\"}}")
                .collect(Collectors.joining(" "));
        return request(IntStream.range(0, fields)
                .mapToObj(
                        number -> "f" + number + ": incidents(filter: {or: [" + filter + "]}, first: 1) { totalCount }")
                .collect(Collectors.joining(" ", "{ ", " }")));
    }

    /** Many lists side by side, each cheap. */
    static String lists(int fields) {
        return request(IntStream.range(0, fields)
                .mapToObj(number ->
                        "f" + number + ": incidents(first: 1, sort: [{field: FOLLOW_UP_AT}]) { nodes { id } }")
                .collect(Collectors.joining(" ", "{ ", " }")));
    }

    private static String request(String document) {
        return JsonMapper.shared().writeValueAsString(Map.of("query", document));
    }
}
