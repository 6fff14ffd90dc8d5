// SPDX-License-Identifier: Apache-2.0
package io.mainstay.window.internal.graphql;

import io.mainstay.kernel.Principal;
import io.mainstay.kernel.UserError;
import io.mainstay.platform.graphql.Payload;
import io.mainstay.window.ChangeWindow;
import io.mainstay.window.FreezeListEntry;
import io.mainstay.window.FreezeListImportService;
import io.mainstay.window.ImportFreezeWindows;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** The import of lists of freezes. */
@Controller
class FreezeListImportGraphQl {

    private final FreezeListImportService imports;

    FreezeListImportGraphQl(FreezeListImportService imports) {
        this.imports = imports;
    }

    /** What is wrong with single entries is wrong with the call too. */
    record ImportPayload(@Nullable List<FreezeListEntry> entries, List<UserError> userErrors) implements Payload {

        static ImportPayload of(@Nullable List<FreezeListEntry> entries, List<UserError> refusal) {
            return entries == null
                    ? new ImportPayload(null, refusal)
                    : new ImportPayload(
                            entries,
                            entries.stream()
                                    .flatMap(entry -> entry.userErrors().stream())
                                    .toList());
        }
    }

    @MutationMapping
    ImportPayload freezeWindowImport(@Argument ImportFreezeWindows input, Principal principal) {
        return Payload.of(() -> imports.importList(principal, input), ImportPayload::of);
    }

    @SchemaMapping(typeName = "ChangeWindow")
    ChangeWindow.@Nullable Origin importedFrom(ChangeWindow window) {
        return window.origin();
    }
}
