// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal;

import java.util.List;
import java.util.Map;

/** Fills the texts of one incident. */
final class Wording {

    private final Map<String, String> slots;
    private final int variant;

    /** @param variant which text is taken of several: the same place in lists of the same length */
    Wording(Map<String, String> slots, int variant) {
        this.slots = Map.copyOf(slots);
        this.variant = variant;
    }

    String choose(List<String> texts) {
        return fill(texts.get(variant % texts.size()));
    }

    private String fill(String text) {
        StringBuilder filled = new StringBuilder();
        int position = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', position)) {
            int close = text.indexOf('}', open);
            String slot = text.substring(open + 1, close);
            String value = slots.get(slot);
            if (value == null) {
                throw new IllegalArgumentException("Unknown slot " + slot + " in: " + text);
            }
            filled.append(text, position, open).append(value);
            position = close + 1;
        }
        return filled.append(text.substring(position)).toString();
    }
}
