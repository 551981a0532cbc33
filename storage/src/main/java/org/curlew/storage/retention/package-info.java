/** How long what we hold is kept, by whose decision it goes, and the proof that it went. */
package org.curlew.storage.retention;
