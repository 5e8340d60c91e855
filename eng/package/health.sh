#!/bin/bash
# Ends with 0 when the program in this container answers health with 200. Nothing but bash: the image has no curl.
address=${Host__HttpAddress#http://}
exec 3<>"/dev/tcp/${address%:*}/${address##*:}" || exit 1
printf 'GET /health HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n' "$address" >&3
IFS= read -r -t 4 answer <&3 && [[ $answer == HTTP/1.1\ 200\ * ]]
