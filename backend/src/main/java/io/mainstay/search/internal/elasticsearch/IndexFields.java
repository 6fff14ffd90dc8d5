// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal.elasticsearch;

/** Names of the fields of the index, as the template files define them. */
final class IndexFields {

    static final String ID = "id";
    static final String TYPE = "type";
    static final String NUMBER = "number";
    /** What a record is called, in small letters: its number, and its title or name. */
    static final String NUMBER_KEY = "numberKey";

    static final String TITLE = "title";
    static final String TITLE_PAIRS = "title.pairs";
    static final String TEXTS = "texts";
    static final String INTERNAL_TEXTS = "internalTexts";

    /** What ideographs stand side by side in texts. */
    static final String TEXT_PAIRS = "textPairs";

    static final String INTERNAL_PAIRS = "internalPairs";

    /** Title and texts as they were written, where that is not their normal form; not searched. */
    static final String WRITTEN_TITLE = "writtenTitle";

    static final String WRITTEN_TEXTS = "writtenTexts";
    static final String WRITTEN_INTERNAL_TEXTS = "writtenInternalTexts";
    static final String PARTS = "parts";
    static final String STATE = "state";
    static final String FACETS = "facets";
    static final String ORGANISATION = "organisationId";
    static final String CONFIDENTIALITY = "confidentialityLevel";
    static final String PARTICIPANTS = "participantIds";

    /** Stands among participants for all who may read records of the type; no id of a person. */
    static final String EVERYBODY = "*";

    static final String TEAMS = "teamIds";
    static final String SELF_SERVICE = "selfService";

    private IndexFields() {}
}
