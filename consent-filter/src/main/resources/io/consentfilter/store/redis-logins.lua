-- SPDX-License-Identifier: Apache-2.0
--
-- What RedisLoginStore does in Redis. Redis runs one call from its first read to its last write
-- before it begins another, which is what makes every operation atomic.
--
-- KEYS[1] is the prefix of every key, ARGV[1] the operation; its arguments follow. Optional ones
-- come last. Times are decimal milliseconds, stored as they came: Lua would round long numbers.

local prefix = KEYS[1]
local BY_ACTIVITY = prefix .. 'logins-by-activity'
local BY_BEGIN = prefix .. 'logins-by-begin'
local BY_CREATION = prefix .. 'series-by-creation'

-- A day more than the longest limit that a site can set: 400 days.
local KEPT = 401 * 24 * 3600 * 1000

local LOGIN = {'user', 'series', 'begun', 'active', 'label', 'remembered', 'authenticated'}
local SERIES = {
  'user', 'current', 'previous', 'replaced', 'confirmed', 'created', 'used', 'label'
}

local function login_key(id) return prefix .. 'login:' .. id end
local function series_key(selector) return prefix .. 'series:' .. selector end
local function logins_of_user(user) return prefix .. 'user-logins:' .. user end
local function series_of_user(user) return prefix .. 'user-series:' .. user end
local function logins_of_series(selector) return prefix .. 'series-logins:' .. selector end

local function now()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

-- Scored by when Redis itself forgets the member, so that an index never outgrows what it lists.
local function index(set, member)
  local time = now()
  redis.call('ZREMRANGEBYSCORE', set, '-inf', time)
  redis.call('ZADD', set, time + KEPT, member)
  redis.call('PEXPIRE', set, KEPT)
end

-- Scored by the application's own time, for purging.
local function order(set, time, member)
  redis.call('ZREMRANGEBYSCORE', set, '-inf', time - KEPT)
  redis.call('ZADD', set, time, member)
  redis.call('PEXPIRE', set, KEPT)
end

-- The record after its name, or nothing if there is none.
local function record(key, name, fields)
  local values = redis.call('HMGET', key, unpack(fields))
  if not values[1] then return nil end
  table.insert(values, 1, name)
  return values
end

local function records(set, key, fields)
  local found = {}
  for _, name in ipairs(redis.call('ZRANGE', set, 0, -1)) do
    found[#found + 1] = record(key(name), name, fields)
  end
  return found
end

local function drop_login(id)
  local row = redis.call('HMGET', login_key(id), 'user', 'series')
  redis.call('ZREM', BY_ACTIVITY, id)
  redis.call('ZREM', BY_BEGIN, id)
  if not row[1] then return false end
  redis.call('DEL', login_key(id))
  redis.call('ZREM', logins_of_user(row[1]), id)
  if row[2] then redis.call('ZREM', logins_of_series(row[2]), id) end
  return true
end

local function drop_logins(set, ended)
  for _, id in ipairs(redis.call('ZRANGE', set, 0, -1)) do
    if drop_login(id) then ended[#ended + 1] = id end
  end
  redis.call('DEL', set)
end

local function drop_series(selector, ended)
  drop_logins(logins_of_series(selector), ended)
  redis.call('ZREM', BY_CREATION, selector)
  local user = redis.call('HGET', series_key(selector), 'user')
  if not user then return false end
  redis.call('DEL', series_key(selector))
  redis.call('ZREM', series_of_user(user), selector)
  return true
end

local function put_series(
    selector, user, current, confirmed, created, used, label, previous, replaced)
  local key = series_key(selector)
  redis.call('DEL', key)
  redis.call('HSET', key, 'user', user, 'current', current, 'confirmed', confirmed,
      'created', created, 'used', used, 'label', label)
  if previous then redis.call('HSET', key, 'previous', previous, 'replaced', replaced) end
  redis.call('PEXPIRE', key, KEPT)
  index(series_of_user(user), selector)
  order(BY_CREATION, created, selector)
end

-- Moves a time of a login forward, never back; answers with the time before.
local function forward(id, field, at)
  local before = redis.call('HGET', login_key(id), field)
  if not before then return false, false end
  local later = tonumber(at) > tonumber(before)
  if later then redis.call('HSET', login_key(id), field, at) end
  return before, later
end

local operations = {}

-- 1 if added, 0 if the series is gone, -1 if the id is taken.
function operations.insert(id, user, begun, active, label, remembered, authenticated, series)
  local key = login_key(id)
  if series and redis.call('EXISTS', series_key(series)) == 0 then return 0 end
  if redis.call('EXISTS', key) == 1 then return -1 end
  redis.call('HSET', key, 'user', user, 'begun', begun, 'active', active, 'label', label,
      'remembered', remembered, 'authenticated', authenticated)
  redis.call('PEXPIRE', key, KEPT)
  index(logins_of_user(user), id)
  if series then
    redis.call('HSET', key, 'series', series)
    index(logins_of_series(series), id)
  end
  order(BY_ACTIVITY, active, id)
  order(BY_BEGIN, begun, id)
  return 1
end

function operations.find(id) return record(login_key(id), id, LOGIN) end

function operations.ofUser(user) return records(logins_of_user(user), login_key, LOGIN) end

function operations.active(id, at)
  local before, later = forward(id, 'active', at)
  if later then redis.call('ZADD', BY_ACTIVITY, at, id) end
  return before
end

function operations.authenticated(id, at)
  forward(id, 'authenticated', at)
end

-- `end` is a word of Lua.
operations['end'] = function(id)
  drop_login(id)
end

function operations.endLogins(selector)
  local ended = {}
  drop_logins(logins_of_series(selector), ended)
  return ended
end

function operations.endSeries(selector)
  local ended = {}
  drop_series(selector, ended)
  return ended
end

function operations.endUser(user)
  local ended = {}
  for _, selector in ipairs(redis.call('ZRANGE', series_of_user(user), 0, -1)) do
    drop_series(selector, ended)
  end
  redis.call('DEL', series_of_user(user))
  drop_logins(logins_of_user(user), ended)
  return ended
end

-- 1 if added, 0 if the selector is taken.
function operations.remember(selector, ...)
  if redis.call('EXISTS', series_key(selector)) == 1 then return 0 end
  put_series(selector, ...)
  return 1
end

function operations.series(selector) return record(series_key(selector), selector, SERIES) end

function operations.seriesOf(user) return records(series_of_user(user), series_key, SERIES) end

-- 1 if replaced, 0 if the current hash is another or the series is gone.
function operations.replace(expected, selector, ...)
  local now_there = redis.call('HMGET', series_key(selector), 'current', 'user')
  if now_there[1] ~= expected then return 0 end
  redis.call('ZREM', series_of_user(now_there[2]), selector)
  put_series(selector, ...)
  return 1
end

-- 1 if replaced and added; otherwise nothing changes: 0 as for replace, -1 if the id is taken.
function operations.resume(
    expected, id, user, begun, active, label, remembered, authenticated, series, ...)
  if redis.call('HGET', series_key(series), 'current') ~= expected then return 0 end
  if redis.call('EXISTS', login_key(id)) == 1 then return -1 end
  operations.replace(expected, ...)
  return operations.insert(id, user, begun, active, label, remembered, authenticated, series)
end

function operations.confirm(selector, current)
  if redis.call('HGET', series_key(selector), 'current') == current then
    redis.call('HSET', series_key(selector), 'confirmed', '1')
  end
end

local function purge(set, before, most, drop)
  local names = redis.call('ZRANGEBYSCORE', set, '-inf', '(' .. before, 'LIMIT', 0, most)
  local dropped = 0
  for _, name in ipairs(names) do
    if drop(name, {}) then dropped = dropped + 1 end
  end
  return {dropped, #names}
end

-- How many were dropped, and how many were looked at: as many as asked for if there may be more.
function operations.purgeIdle(before, most) return purge(BY_ACTIVITY, before, most, drop_login) end

function operations.purgeOld(before, most) return purge(BY_BEGIN, before, most, drop_login) end

function operations.purgeSeries(before, most)
  return purge(BY_CREATION, before, most, drop_series)
end

return operations[ARGV[1]](unpack(ARGV, 2))
