package org.curlew.storage.ledger;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The two fields of an entry that place it in the chain; whatever else it holds is only hashed. */
record EntryLinks(long number, String previous) {

    private static final JsonFactory JSON = JsonFactory.builder().build();

    /** Null when the bytes are not a JSON object with both fields. */
    static EntryLinks read(byte[] bytes, int offset, int length) {
        long number = -1;
        String previous = null;
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), bytes, offset, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                JsonToken value = parser.nextToken();
                if (name.equals("number") && value == JsonToken.VALUE_NUMBER_INT) {
                    number = parser.getLongValue();
                } else if (name.equals("previous") && value == JsonToken.VALUE_STRING) {
                    previous = parser.getString();
                } else {
                    parser.skipChildren();
                }
            }
            return number < 0 || previous == null || parser.nextToken() != null
                    ? null
                    : new EntryLinks(number, previous);
        } catch (JacksonException e) {
            return null;
        }
    }
}
