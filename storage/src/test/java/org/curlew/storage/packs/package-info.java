/** Media packs on the embedded object server, whole and hurt. */
package org.curlew.storage.packs;
