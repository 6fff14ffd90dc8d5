// SPDX-License-Identifier: Apache-2.0
package io.mainstay.demo.internal.load;

import io.mainstay.kernel.Page;
import io.mainstay.kernel.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads lists from the beginning to the end. */
final class Pages {

    private Pages() {}

    static <T> List<T> all(Function<PageRequest, Page<T>> list) {
        List<T> all = new ArrayList<>();
        Page<T> page = list.apply(new PageRequest(PageRequest.MAX, null));
        while (true) {
            all.addAll(page.nodes());
            if (!page.hasNext()) {
                return all;
            }
            page = list.apply(
                    new PageRequest(PageRequest.MAX, page.items().getLast().cursor()));
        }
    }
}
