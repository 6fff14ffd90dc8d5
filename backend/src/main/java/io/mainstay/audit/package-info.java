/**
 * The append-only trail of what was done to records: entries chained per record, joined into one global chain by a
 * sealer, and a check that finds what was removed or edited afterwards. A record's history is read from the same entries.
 */
@NullMarked
@ApplicationModule(
        displayName = "Audit",
        allowedDependencies = {"kernel", "platform"})
package io.mainstay.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
