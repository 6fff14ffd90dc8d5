// SPDX-License-Identifier: Apache-2.0
package io.mainstay.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** As much of an expression of Prometheus as is needed to see which meters, labels and functions it names. */
final class PrometheusExpression {

    /** Labels that Prometheus adds to whatever it reads from a pod. */
    private static final Set<String> OF_TARGETS = Set.of("job", "namespace", "pod");

    private static final Set<String> FUNCTIONS =
            Set.of("absent", "label_values", "max", "min", "rate", "sum", "topk", "vector");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless");

    private static final Pattern TEXT = Pattern.compile("\"[^\"]*\"");
    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^()]*)\\)");
    private static final Pattern SELECTOR = Pattern.compile("([a-z_:][a-z0-9_:]*)\\s*\\{([^{}]*)}");
    private static final Pattern MATCHER = Pattern.compile("\\s*([a-z_]+)\\s*(?:=~|!~|!=|=)\\s*\"\"\\s*");
    private static final Pattern RANGE = Pattern.compile("\\[(?:\\d+[smhd]|\\$__rate_interval)]");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_:]*");

    private PrometheusExpression() {}

    /**
     * What is wrong with an expression.
     *
     * @param meters the meters that there are, with their labels
     */
    static List<String> problems(String expression, Map<String, Set<String>> meters) {
        List<String> problems = new ArrayList<>();
        String text = TEXT.matcher(expression).replaceAll("\"\"");
        if (!balanced(text)) {
            problems.add("its brackets do not match");
        }
        Set<String> used = new TreeSet<>();
        Set<String> labels = new TreeSet<>(OF_TARGETS);
        SELECTOR.matcher(text).results().forEach(selector -> used.add(selector.group(1)));
        used.forEach(meter -> labels.addAll(meters.getOrDefault(meter, Set.of())));
        used.stream().filter(meter -> !meters.containsKey(meter)).forEach(meter -> problems.add("no meter " + meter));

        SELECTOR.matcher(text).results().forEach(selector -> checkMatchers(selector.group(2), labels, problems));
        GROUPING.matcher(text).results().map(grouping -> grouping.group(1)).forEach(list -> {
            for (String label : list.split(",")) {
                checkLabel(label.strip(), labels, problems);
            }
        });

        String rest = RANGE.matcher(
                        SELECTOR.matcher(GROUPING.matcher(text).replaceAll(" ")).replaceAll(" "))
                .replaceAll(" ");
        NAME.matcher(rest).results().forEach(name -> checkName(rest, name, labels, meters.keySet(), problems));
        return problems;
    }

    private static void checkMatchers(String matchers, Set<String> labels, List<String> problems) {
        for (String matcher : matchers.split(",")) {
            var match = MATCHER.matcher(matcher);
            if (match.matches()) {
                checkLabel(match.group(1), labels, problems);
            } else if (!matcher.isBlank()) {
                problems.add("no condition on a label: " + matcher.strip());
            }
        }
    }

    private static void checkLabel(String label, Set<String> labels, List<String> problems) {
        if (!labels.contains(label)) {
            problems.add("no label " + label);
        }
    }

    private static void checkName(
            String rest, MatchResult name, Set<String> labels, Set<String> meters, List<String> problems) {
        boolean called = rest.substring(name.end()).stripLeading().startsWith("(");
        boolean known = called
                ? FUNCTIONS.contains(name.group()) || OPERATORS.contains(name.group())
                : OPERATORS.contains(name.group())
                        || FUNCTIONS.contains(name.group())
                        || meters.contains(name.group())
                        || labels.contains(name.group());
        if (!known) {
            problems.add((called ? "no function " : "no meter ") + name.group());
        }
    }

    private static boolean balanced(String text) {
        StringBuilder open = new StringBuilder();
        for (char c : text.toCharArray()) {
            int opening = "({[".indexOf(c);
            int closing = ")}]".indexOf(c);
            if (opening >= 0) {
                open.append(")}]".charAt(opening));
            } else if (closing >= 0) {
                if (open.isEmpty() || open.charAt(open.length() - 1) != c) {
                    return false;
                }
                open.setLength(open.length() - 1);
            }
        }
        return open.isEmpty();
    }
}
