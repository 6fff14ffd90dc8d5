// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb;

import io.mainstay.cmdb.internal.CiClassStore;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The classes of CIs. They change only by migration, so they are read once and kept. */
@Service
public final class CiClasses {

    private final CiClassStore store;
    private volatile @Nullable CiClassTree kept;

    CiClasses(CiClassStore store) {
        this.store = store;
    }

    public CiClassTree tree(Principal principal) {
        principal.require(Permission.CI_READ);
        return tree();
    }

    /** The tree for other use cases, which have authorised their caller themselves. */
    public CiClassTree tree() {
        CiClassTree tree = kept;
        if (tree == null) {
            tree = new CiClassTree(store.load());
            kept = tree;
        }
        return tree;
    }
}
