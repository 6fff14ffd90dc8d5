// SPDX-License-Identifier: Apache-2.0
package io.mainstay.cmdb.internal;

import io.mainstay.cmdb.CiClass;
import java.util.List;

/** The store of CI classes. */
public interface CiClassStore {

    /** All classes with their own attributes; a class comes after the one above it. */
    List<CiClass> load();
}
