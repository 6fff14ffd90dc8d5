// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.cypher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Every Cypher statement of the application by its name, which is its path below {@code cypher/}: {@code
 * cmdb/find-item}. A statement may use macros, {@code $$visible(ci)$$}, whose text is in {@code cypher/macros/} and may use
 * others; they are expanded once at start, so what runs is always a fixed text with parameters.
 *
 * <p>What every kind of a family does alike is written once, in {@code cypher/families/ticket/}, with {@code $$Ticket$$} for the
 * label of the kind; {@code cypher/families/ticket.kinds} lists the kinds. Each of them gets the statement under a name of its
 * own, {@code problem/by-number}, so that meters and plans tell them apart.
 */
@Component
public final class CypherCatalogue {

    private static final String ROOT = "cypher/";
    private static final String MACROS = "macros/";
    private static final Pattern MACRO = Pattern.compile("\\$\\$([a-z-]+)\\(([A-Za-z_][A-Za-z0-9_]*)\\)\\$\\$");
    private static final Pattern WRITE =
            Pattern.compile("\\b(CREATE|MERGE|SET|DELETE|REMOVE|DROP)\\b", Pattern.CASE_INSENSITIVE);
    private static final String MACRO_ARGUMENT = "#";
    private static final String FAMILIES = "families/";
    private static final String STATEMENT = ".cypher";
    private static final String KINDS = ".kinds";

    private final SortedMap<String, String> statements;
    private final Set<String> writing;
    private final Map<String, String> files;

    public CypherCatalogue() {
        this.files = read(STATEMENT);
        SortedMap<String, String> expanded = new TreeMap<>();
        withFamilies(files, read(KINDS)).forEach((name, text) -> {
            if (!name.startsWith(MACROS)) {
                expanded.put(name, expand(name, text, files));
            }
        });
        this.statements = java.util.Collections.unmodifiableSortedMap(expanded);
        this.writing = expanded.entrySet().stream()
                .filter(statement -> isWriting(statement.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** @throws IllegalArgumentException if there is no statement of that name, which is a programming error */
    public String text(String name) {
        String text = statements.get(name);
        if (text == null) {
            throw new IllegalArgumentException("No statement cypher/" + name + ".cypher exists");
        }
        return text;
    }

    /** Whether the statement of that name changes anything. */
    boolean writes(String name) {
        return writing.contains(name);
    }

    /** Whether a statement changes anything, by its words; errs towards yes. */
    static boolean isWriting(String text) {
        return text.lines()
                .filter(line -> !line.startsWith("//"))
                .anyMatch(line -> WRITE.matcher(line).find());
    }

    /**
     * A macro for a variable, as a condition in statements that are composed with the Cypher DSL.
     *
     * @throws IllegalArgumentException if there is no macro of that name, which is a programming error
     */
    public String macro(String name, String variable) {
        String macro = files.get(MACROS + name);
        if (macro == null) {
            throw new IllegalArgumentException("No macro cypher/" + MACROS + name + ".cypher exists");
        }
        return expand(MACROS + name, withoutComments(macro).replace(MACRO_ARGUMENT, variable), files);
    }

    /** All statements with their macros expanded. */
    public SortedMap<String, String> all() {
        return statements;
    }

    private static String expand(String name, String text, Map<String, String> files) {
        Matcher matcher = MACRO.matcher(text);
        return matcher.replaceAll(match -> {
            String macro = files.get(MACROS + match.group(1));
            if (macro == null) {
                throw new IllegalStateException("cypher/" + name + ".cypher uses the unknown macro " + match.group());
            }
            String filled = withoutComments(macro).replace(MACRO_ARGUMENT, match.group(2));
            return Matcher.quoteReplacement(expand(MACROS + match.group(1), filled, files));
        });
    }

    /** The statements of families as those of each of their kinds, beside all others. */
    private static Map<String, String> withFamilies(Map<String, String> files, Map<String, String> families) {
        Map<String, String> all = new LinkedHashMap<>();
        files.forEach((name, text) -> {
            if (!name.startsWith(FAMILIES)) {
                put(all, name, text);
                return;
            }
            int end = name.indexOf('/', FAMILIES.length());
            String family = name.substring(FAMILIES.length(), end);
            String kinds = families.get(FAMILIES + family);
            if (kinds == null) {
                throw new IllegalStateException("No file cypher/" + FAMILIES + family + KINDS + " lists its kinds");
            }
            String label = family.substring(0, 1).toUpperCase(Locale.ROOT) + family.substring(1);
            for (String kind : kinds.strip().split("\\s+")) {
                String kindName = kind.substring(0, 1).toLowerCase(Locale.ROOT) + kind.substring(1);
                put(all, kindName + name.substring(end), text.replace("$$" + label + "$$", kind));
            }
        });
        return all;
    }

    private static void put(Map<String, String> all, String name, String text) {
        if (all.put(name, text) != null) {
            throw new IllegalStateException("There are two statements of the name " + name);
        }
    }

    private static Map<String, String> read(String suffix) {
        try {
            Map<String, String> files = new LinkedHashMap<>();
            for (Resource resource :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:" + ROOT + "**/*" + suffix)) {
                String path = resource.getURL().toString();
                String name = path.substring(path.lastIndexOf("/" + ROOT) + ROOT.length() + 1)
                        .replace(suffix, "");
                files.put(name, resource.getContentAsString(StandardCharsets.UTF_8));
            }
            return files;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String withoutComments(String text) {
        return text.lines()
                .filter(line -> !line.startsWith("//"))
                .collect(Collectors.joining("\n"))
                .strip();
    }
}
