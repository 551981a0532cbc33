/** Media packs: content-addressed media, many to an object, stored once however often it is found. */
package org.curlew.storage.packs;
