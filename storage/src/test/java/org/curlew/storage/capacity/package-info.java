/** Room asked for, given, refused and given back. */
package org.curlew.storage.capacity;
