// SPDX-License-Identifier: MIT
// Bluetooth, NFC, Wi-Fi and what else needs a phone's hardware: fails with the codes a phone gives when it is switched off.
import { asyncApi, failWith } from './base.js'

const failing = (text, extra) => (names) => Object.fromEntries(names.split(' ').map((name) => [name, asyncApi(name, () => { throw failWith(text, extra) })]))

const notAvailable = failing('fail not available', { errCode: 10001, errno: 1500102 })
const notOpened = failing('fail not init', { errCode: 10000, errno: 1500101 })
const wifiOff = failing('fail not init startWifi', { errCode: 12000, errno: 1505000 })
const noChip = failing('fail the device does not support NFC', { errCode: 13000, errno: 13000 })
const noReader = failing('fail not support', { errCode: 90001 })

export const radio = {
  ...notAvailable('openBluetoothAdapter'),
  ...notOpened('closeBluetoothAdapter getBluetoothAdapterState startBluetoothDevicesDiscovery stopBluetoothDevicesDiscovery getBluetoothDevices ' +
    'getConnectedBluetoothDevices makeBluetoothPair isBluetoothDevicePaired createBLEConnection closeBLEConnection getBLEDeviceServices ' +
    'getBLEDeviceCharacteristics getBLEDeviceRSSI getBLEMTU setBLEMTU readBLECharacteristicValue writeBLECharacteristicValue ' +
    'notifyBLECharacteristicValueChange createBLEPeripheralServer'),
  ...failing('fail bluetooth not available', { errCode: 11001 })('startBeaconDiscovery stopBeaconDiscovery getBeacons'),
  ...failing('fail system not support', { errCode: 12001, errno: 1505001 })('startWifi'),
  ...wifiOff('stopWifi connectWifi getConnectedWifi getWifiList setWifiList'),
  ...noChip('getHCEState startHCE stopHCE sendHCEMessage'),
  ...noReader('startSoterAuthentication'),
}

/** What can be asked without the hardware. */
export const soter = {
  checkIsSupportSoterAuthentication: asyncApi('checkIsSupportSoterAuthentication', () => ({ supportMode: [] })),
  checkIsSoterEnrolledInDevice: asyncApi('checkIsSoterEnrolledInDevice', () => ({ isEnrolled: false })),
}
