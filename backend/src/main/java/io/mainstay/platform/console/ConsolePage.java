// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.web.util.HtmlUtils;

/**
 * The console's one page, {@code index.html} as the build made it, with what only the server knows filled in: {@code @name@} stands for a
 * value, and {@code ./assets/} for the folder of the assets, because the page answers at paths of any depth.
 */
final class ConsolePage {

    private static final Pattern PLACEHOLDER = Pattern.compile("@([a-z]+)@");
    private static final String NONCE = "nonce";

    private final String text;

    /**
     * @param base the path of the console, with a slash at its end
     * @param values what stands for each name but the nonce, which is another one in each answer
     */
    ConsolePage(Resource index, String base, Map<String, String> values) {
        this.text = fill(
                read(index).replace("\"./assets/", '"' + HtmlUtils.htmlEscape(base) + "assets/"),
                name -> name.equals(NONCE) ? '@' + NONCE + '@' : value(values, name));
    }

    String with(String nonce) {
        return fill(text, _ -> nonce);
    }

    private static String fill(String text, UnaryOperator<String> values) {
        return PLACEHOLDER.matcher(text).replaceAll(found -> Matcher.quoteReplacement(values.apply(found.group(1))));
    }

    private static String value(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("The console's page asks for @" + name + "@, which nobody knows");
        }
        return HtmlUtils.htmlEscape(value);
    }

    private static String read(Resource index) {
        try {
            return index.getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
